# स्वीकृति: एक पद दर्ज करता है, दूसरा स्वीकृत करता है।
approvals = स्वीकृति
    .under = जो परिवर्तन दूसरे पद की स्वीकृति से लागू होते हैं
approvals-others = मेरी स्वीकृति के लिए
approvals-none = आपके निर्णय के लिए कुछ नहीं है
approvals-mine = मेरे भेजे हुए
approvals-mine-none = आपके पद से कुछ लंबित नहीं है
approvals-approve-chosen = चुने हुए स्वीकृत करें
approvals-late = { $n ->
        [one] { $n } प्रस्ताव तय समय से अधिक से लंबित है
       *[other] { $n } प्रस्ताव तय समय से अधिक से लंबित हैं
    }
approvals-late-elsewhere = { $n ->
        [one] दूसरे पदों पर { $n } प्रस्ताव तय समय से अधिक से लंबित है
       *[other] दूसरे पदों पर { $n } प्रस्ताव तय समय से अधिक से लंबित हैं
    }
approvals-elsewhere = दूसरे पदों पर लंबित
approvals-sent-back = { $n ->
        [one] आपका भेजा { $n } प्रस्ताव वापस लौटा है
       *[other] आपके भेजे { $n } प्रस्ताव वापस लौटे हैं
    }
approvals-most = सबसे पहले के { $n } प्रस्ताव दिखाए हैं; निर्णय होने पर बाकी दिखेंगे
approvals-done = { $n ->
        [one] { $n } प्रस्ताव स्वीकृत हुआ
       *[other] { $n } प्रस्ताव स्वीकृत हुए
    }
approvals-refused = { $n ->
        [one] { $n } प्रस्ताव स्वीकृत नहीं हो सका
       *[other] { $n } प्रस्ताव स्वीकृत नहीं हो सके
    }
approval-no = प्रस्ताव { $no }
approval-about = किसके बारे में
approval-what = परिवर्तन
approval-maker = किसने भेजा
approval-sent = कब भेजा
approval-choose = चुनें
approval-choose-one = चुनें: { $name }
approval-late = { $days } दिन से लंबित
approval-state-draft = प्रारूप
approval-state-submitted = स्वीकृति हेतु भेजा
approval-state-sent_back = वापस लौटाया
approval-state-approved = स्वीकृत
approval-state-withdrawn = वापस लिया
approval-difference = क्या बदलेगा
approval-field = क्या
approval-before = अभी
approval-after = स्वीकृति के बाद
approval-effects = आँकड़ों पर असर
approval-effect = अंतर
approval-no-effect = किसी आँकड़े पर असर नहीं होगा।
approval-approve = स्वीकृत करें
approval-send-back = कारण के साथ लौटाएँ
approval-reason = लौटाने का कारण
    .hint = यह कारण भेजने वाले को दिखेगा।
approval-edit = सुधारकर फिर भेजें
approval-withdraw = प्रस्ताव वापस लें
approval-steps = अब तक की कार्रवाई
approval-refused = अभी स्वीकृत नहीं हो सकता
approval-moved = भेजने के बाद यह अभिलेख बदल गया
    .text = कारण के साथ लौटाएँ, ताकि भेजने वाला नए मान देखकर फिर भेजे।
    .again = नए मान देखकर सुधारें और फिर भेजें।
approval-digits-differ = बदला गया: पहले के अंक अलग हैं
approval-both = दर्ज मान और प्रस्तावित मान
approval-account-link = खाता खुल गया है; एक बार खुलने वाली कड़ी उपयोगकर्ता के पृष्ठ पर “नया पासवर्ड” से दें
approval-not-yours = यह प्रस्ताव आपके पद से तय नहीं होता।
approval-send = स्वीकृति के लिए भेजें
approval-draft = प्रारूप रखें
approval-needed = यह परिवर्तन दूसरे पद की स्वीकृति के बाद लागू होगा
approval-waiting = स्वीकृति लंबित
figure-unapproved = बिना स्वीकृति वाले परिवर्तन शामिल नहीं ({ $delta }); उन्हें मिलाकर { $with }
figure-with-unapproved = बिना स्वीकृति वाले परिवर्तन शामिल ({ $delta }); उनके बिना { $without }
approval-policy = किसे दूसरी स्वीकृति चाहिए
    .under = हर पंक्ति एक दिन से लागू होती है; बदलने पर पुरानी पंक्ति बनी रहती है। LokOS से लिए गए मान पर उसी बदलाव का नियम चलता है
approval-policies = लागू नियम
approval-policies-none = अभी कोई नियम नहीं है
    .text = जिन्हें स्वीकृत करने का अधिकार है, वे परिवर्तन सीधे दर्ज करते हैं; बाकी के प्रस्ताव उनके पास आते हैं।
approval-policy-new = नया नियम
approval-policy-role = किस भूमिका के लिए
approval-policy-where = कहाँ
approval-policy-everywhere = पूरा जिला
approval-policy-days = कितने दिन में निर्णय
approval-policy-from = किस दिन से
approval-policy-to = किस दिन तक
approval-policy-end = आज से समाप्त करें
nav-approvals = स्वीकृति

trail-code = कोड
trail-code-nrlm = एनआरएलएम कोड
trail-code-lokos = लोकोस कोड
trail-name-hi = नाम हिन्दी में
trail-name-en = नाम अंग्रेज़ी में
trail-name = नाम
trail-place-id = स्थान
trail-parent-id = संगठन
trail-institution-id = समूह
trail-formed-on = गठन दिनांक
trail-registered-on = पंजीयन दिनांक
trail-registration-no = पंजीयन क्रमांक
trail-category = श्रेणी
trail-promoted-by = प्रवर्तक संस्था
trail-meeting-frequency = बैठक आवृत्ति
trail-saving-paise = मासिक बचत
trail-bank-name = बैंक
trail-branch-name = बैंक शाखा
trail-ifsc = IFSC कोड
trail-account-no = खाता संख्या
trail-account-opened-on = खाता खुलने का दिनांक
trail-mobile = मोबाइल
trail-members-stated = पत्रक में लिखे सदस्य
trail-status = स्थिति
trail-from-on = किस दिन से
trail-reason = कारण
trail-loan = ऋण की स्थिति
trail-other-id = दूसरा समूह
trail-president = अध्यक्ष
trail-secretary = सचिव
trail-treasurer = कोषाध्यक्ष
trail-grade = श्रेणी
trail-score = अंक
trail-relation-name = पिता/पति का नाम
trail-birth-year = जन्म वर्ष
trail-social = सामाजिक वर्ग
trail-household-id = परिवार
trail-joined-on = शामिल होने की तिथि
trail-left-on = छोड़ने की तिथि

act-approvals-submit = स्वीकृति हेतु भेजा
act-approvals-send-back = प्रस्ताव लौटाया
act-approvals-withdraw = प्रस्ताव वापस लिया
act-approvals-policy = स्वीकृति का नियम
act-approvals-policy-ends = स्वीकृति का नियम समाप्त

fault-proposal_not_waiting = यह प्रस्ताव निर्णय के लिए लंबित नहीं है।
    .cure = प्रस्ताव की कार्रवाई देखें; किसी और ने निर्णय कर दिया होगा।
fault-proposal_moved = आपके देखने के बाद यह प्रस्ताव या उसका अभिलेख बदल गया; कुछ लागू नहीं हुआ।
    .cure = नीचे के मान देखकर फिर निर्णय करें।
fault-proposal_not_with_maker = यह प्रस्ताव अभी आपके पास नहीं है।
    .cure = पहले प्रस्ताव वापस लें, या निर्णय की प्रतीक्षा करें।
fault-proposal_out_of_reach = इस परिवर्तन का एक भाग आपके कार्यक्षेत्र से बाहर है।
    .cure = जिला मिशन कार्यालय इसे तय करे।
fault-send_back_reason_missing = लौटाने का कारण नहीं लिखा है।
    .cure = लिखें कि क्या सुधारना है।
fault-policy_act_unknown = यह परिवर्तन सूची में नहीं है।
    .cure = सूची से चुनें।
fault-policy_role_unknown = यह भूमिका सूची में नहीं है।
    .cure = सूची से चुनें।
fault-policy_wait_odd = दिन 0 से 90 तक हों।
    .cure = 0 से 90 तक की संख्या लिखें।
fault-policy_not_in_force = ऐसा नियम अभी लागू नहीं है।
    .cure = नियमों की सूची देखें।

approvals-wait = { $n ->
        [one] { $n } परिवर्तन आपके निर्णय के लिए लंबित है
       *[other] { $n } परिवर्तन आपके निर्णय के लिए लंबित हैं
    }{ $late ->
        [0] { "" }
       *[other] , इनमें { $late } तय समय से अधिक से
    }
approvals-open = देखें

fault-import_needs_second = स्वीकृति के नियम से यह आयात कोई दूसरा पद दर्ज करेगा।
    .cure = अपने या ऊपर के कार्यालय के किसी दूसरे अधिकारी से इसे खुलवाकर दर्ज कराएँ।
change-apply = जाँचा हुआ आयात दर्ज करें
