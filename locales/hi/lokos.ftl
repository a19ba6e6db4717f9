# लोकोस और हमारी पंजी साथ-साथ।

register-lokos = विकासखण्ड की लोकोस रिपोर्ट
import-month = रिपोर्ट का माह
    .hint = उसी विकासखण्ड और माह की रिपोर्ट पहले वाली की जगह ले लेती है
import-month-of-sheet = जैसा शीट में लिखा है, नहीं तो यही माह
lokos-import-gone =
    { $n ->
        [one] दर्ज करें: 1 समूह अब रिपोर्ट में नहीं है
       *[other] दर्ज करें: { $n } समूह अब रिपोर्ट में नहीं हैं
    }

lokos-title = लोकोस मिलान
    .text = आपके समूहों के बारे में लोकोस क्या कहता है, हमारी पंजी के साथ। निर्णय के बिना पंजी में कुछ नहीं बदलता।
lokos-open = लोकोस मिलान देखें
lokos-as-of = { $month } की स्थिति में
lokos-import = लोकोस रिपोर्ट आयात करें
lokos-never = अब तक कोई लोकोस रिपोर्ट आयात नहीं हुई
    .text = लोकोस से विकासखण्ड की समूह रिपोर्ट एक्सेल में डाउनलोड करें और यहाँ आयात करें। इससे कोई समूह अपने आप नहीं बदलता।
lokos-missing = लोकोस रिपोर्ट नहीं है: { $names }
    .text = इन विकासखण्डों के समूहों का मिलान नहीं हुआ है।
lokos-stale = { $month } से पुरानी रिपोर्ट: { $names }
    .text = इस माह की रिपोर्ट आयात करें; इन विकासखण्डों की स्थिति उनकी पिछली रिपोर्ट की है।
lokos-no-snapshot = नहीं है
lokos-days-old =
    { $n ->
        [0] आज आयात हुई
        [one] 1 दिन पहले आयात हुई
       *[other] { $n } दिन पहले आयात हुई
    }
lokos-snapshot = किस माह की रिपोर्ट
lokos-counts = दोनों ओर की स्थिति

lokos-view-ours = हमारी पंजी में
    .note = सक्रिय, या लोकोस में अब भी दर्ज
lokos-view-theirs = लोकोस में
    .note = हर विकासखण्ड की पिछली रिपोर्ट से
lokos-view-equal = दोनों ओर समान
    .note = कोड से मिलान
lokos-view-spelled = समान, नाम की वर्तनी अलग
    .note = हिन्दी या अंग्रेज़ी, दूसरी वर्तनी
lokos-view-differs = अंतर है
    .note = कोड से मिलान
lokos-view-open = निर्णय शेष
    .note = अभी कुछ नहीं चुना गया
lokos-view-here = केवल हमारी पंजी में
    .note = लोकोस में नहीं
lokos-view-there = केवल लोकोस में
    .note = हमारी पंजी में नहीं
lokos-view-likely = शायद हमारा समूह
    .note = केवल लोकोस में, पर हमारे समूह जैसा
lokos-view-mend = लोकोस में सुधार शेष
    .note = कहा गया, अभी हुआ नहीं
lokos-view-mended = लोकोस में सुधर गया
    .note = पिछली रिपोर्ट के बाद
lokos-view-uncompared = मिलान नहीं हुआ
    .note = जिन विकासखण्डों की रिपोर्ट नहीं है

lokos-by-field = किस बात में अंतर है
lokos-by-state = लोकोस की स्थितियाँ
lokos-by-block = विकासखण्डवार
lokos-by-clf = संकुलवार
lokos-by-operator = ऑपरेटरवार
lokos-field = विवरण
lokos-groups = समूह
lokos-state = लोकोस में स्थिति
lokos-register-differs = पंजी में कुछ और
lokos-take-all = पंजी में लें
lokos-no-clf = किसी संकुल में नहीं
lokos-no-operator = ऑपरेटर का नाम नहीं
lokos-operator = ऑपरेटर
lokos-code = लोकोस कोड

lokos-field-name = नाम
lokos-field-village = ग्राम
lokos-field-formed_on = गठन दिनांक
lokos-field-members = सदस्य संख्या
lokos-field-account = बैंक खाता
lokos-field-state = लोकोस में स्थिति
lokos-field-entry = लोकोस में प्रविष्टि

lokos-list = लोकोस: { $view }
lokos-view = क्या दिखाएँ
lokos-ours-says = हमारी पंजी
lokos-theirs-says = लोकोस
lokos-what-differs = किस बात में अंतर
lokos-list-empty = यहाँ कोई समूह नहीं है
    .text = दूसरा माह, विकासखण्ड या स्थिति चुनें।
lokos-age =
    { $n ->
        [0] इसी माह गठित
        [one] 1 माह पहले गठित
       *[other] { $n } माह पहले गठित
    }
lokos-formed-unknown = गठन दिनांक ज्ञात नहीं
lokos-spelt = नाम की वर्तनी अलग
lokos-choice-made = निर्णय

lokos-one-under = लोकोस कोड { $code } · { $month } की रिपोर्ट
lokos-not-there = { $month } की लोकोस रिपोर्ट में नहीं है
lokos-none-of-block = इस विकासखण्ड की कोई लोकोस रिपोर्ट नहीं है
    .text = विकासखण्ड की रिपोर्ट आयात करें; तब इस समूह का मिलान होगा।
lokos-outcome = मिलान
lokos-outcome-same = समान
lokos-outcome-spelling = नाम वही, वर्तनी अलग
lokos-outcome-unsaid = लिखा नहीं
lokos-outcome-newer = हमारी पंजी नई है
lokos-outcome-differs = अलग
lokos-choose = सही क्या है?
lokos-choice-take = लोकोस वाला मान लें
lokos-choice-ours = हमारा सही है, लोकोस में सुधारें
lokos-choice-later = बाद में
lokos-choose-save = निर्णय दर्ज करें
lokos-members-counted = सदस्यों के अभिलेख से गिनी गई
lokos-members-open = सदस्य जोड़ें या हटाएँ
lokos-account-digits = लोकोस केवल चार अंक दिखाता है
lokos-account-correct = पासबुक देखकर खाता सुधारें
lokos-village-unfound = जैसा लिखा है; स्थानों की पंजी में नहीं मिला
lokos-account-is-open = खाता है
lokos-ends = अंत में { $digits }
lokos-still-open = { $month } से शेष
lokos-decided = { $choice }, { $at }
lokos-mended = लोकोस में सुधर गया: { $fields }
    .text = अब वहाँ भी वही लिखा है जो हमारी पंजी में है।
lokos-now-entered = समूह लोकोस में दर्ज हो गया
    .text = यह प्रविष्टि की सूची में था और अब रिपोर्ट में है।
lokos-why-rejected = लोकोस में अस्वीकृत
lokos-group-page = समूह का पृष्ठ
lokos-entry-ask = लोकोस प्रविष्टि की सूची में रखें
lokos-entry-listed = लोकोस प्रविष्टि की सूची में है
lokos-inactive = हमारी पंजी में निष्क्रिय
lokos-conflict = किसी और ने पहले दर्ज कर दिया
    .text = एक ओर अब वह नहीं लिखा है जो आपने देखा था। दोनों ओर की अभी की स्थिति नीचे है; फिर से चुनें।
lokos-conflict-ours = आपने पंजी में देखा
lokos-conflict-theirs = आपने लोकोस में देखा
lokos-conflict-now-ours = अभी पंजी में
lokos-conflict-now-theirs = अभी लोकोस में
lokos-waiting = दूसरे पद पर प्रतीक्षा में

lokos-row-under = केवल लोकोस में · कोड { $code } · { $month } की रिपोर्ट
lokos-row-likely = क्या यह हमारे इन समूहों में से कोई है?
    .text = यदि हाँ, तो हमारे समूह को लोकोस का यह कोड मिलेगा और आगे दोनों का मिलान होगा। जिसे अलग बताया गया, वह फिर नहीं पूछा जाएगा।
lokos-row-none = इस विकासखण्ड में हमारा कोई समूह इससे नहीं मिलता
lokos-adopt = यही समूह है
lokos-part = अलग है
lokos-new-group = नए समूह के रूप में दर्ज करें
    .text = फ़ॉर्म लोकोस की जानकारी से भरा खुलेगा; जाँचकर ही दर्ज करें।
lokos-traded = अंतिम लेन-देन
lokos-reason = अस्वीकृति का कारण

lokos-states-title = लोकोस की स्थिति पंजी में लें
    .text = लोकोस की स्थिति { $day } से हमारी पंजी में आएगी; लोकोस के आँकड़े उसी से बदलेंगे।
lokos-states-none = पंजी में सब जगह वही स्थिति है
    .text = इस रिपोर्ट से लेने योग्य कोई स्थिति नहीं है।
lokos-states-block = { $block }: { $state }
lokos-states-see = पहले देखें
lokos-states-do =
    { $n ->
        [one] 1 समूह की लोकोस स्थिति पंजी में लें
       *[other] सभी { $n } समूहों की लोकोस स्थिति पंजी में लें
    }
lokos-states-send = स्वीकृति के लिए भेजें: { $n } समूह
lokos-states-effect = आँकड़ों पर असर
lokos-states-names = कौन-से समूह
lokos-states-from = पंजी में
lokos-states-to = अब होगी
lokos-states-moved = पहले देखने के बाद समूह या उनकी स्थिति बदल गई
    .text = फिर से देखें; अब दोनों ओर की ताज़ा स्थिति दिखेगी।
lokos-states-more = और { $n }

lokos-mending = लोकोस में सुधार की सूची
    .text = ऑपरेटर के लिए: लोकोस में क्या होना चाहिए, और कौन-से समूह दर्ज करने हैं।
lokos-mending-open = ऑपरेटर के लिए सूची
lokos-mending-of = { $block } · ऑपरेटर: { $operator }
lokos-mending-entry = लोकोस में दर्ज करने योग्य: { $block }
lokos-mending-none = कुछ सुधारने को नहीं है
    .text = किसी अंतर पर “हमारा सही है, लोकोस में सुधारें” चुनें; वह यहाँ आएगा।
lokos-mending-says = लोकोस में लिखा है
lokos-mending-should = होना चाहिए
lokos-mending-since = कब से
lokos-mending-enter = गठन { $day }, सदस्य { $members }
lokos-mending-sign = ऑपरेटर के हस्ताक्षर, दिनांक
lokos-mending-all =
    { $n ->
        [one] केवल हमारी पंजी वाला 1 समूह सूची में रखें
       *[other] केवल हमारी पंजी वाले सभी { $n } समूह सूची में रखें
    }
lokos-mending-ours =
    { $n ->
        [one] { $field }: 1 समूह में हमारी पंजी सही, सूची में रखें
       *[other] { $field }: सभी { $n } समूहों में हमारी पंजी सही, सूची में रखें
    }
lokos-of-group = लोकोस से मिलान
lokos-excel-ours-name = हमारी पंजी में नाम
lokos-excel-theirs-name = लोकोस में नाम
lokos-excel-standing = मिलान की स्थिति
lokos-excel-age = गठन के बाद माह

change-lokos_state = लोकोस की स्थिति पंजी में लेना
trail-lokos = लोकोस स्थिति
trail-field-lokos = लोकोस स्थिति
trail-field-lokos-name = लोकोस: नाम
trail-field-lokos-village = लोकोस: ग्राम
trail-field-lokos-formed-on = लोकोस: गठन दिनांक
trail-field-lokos-members = लोकोस: सदस्य संख्या
trail-field-lokos-account = लोकोस: बैंक खाता
trail-field-lokos-state = लोकोस: स्थिति
trail-field-lokos-entry = लोकोस: प्रविष्टि
trail-field-lokos-not-same = लोकोस का यह कोड इस समूह का नहीं
trail-value-take = लोकोस वाला मान लिया
trail-value-ours = हमारा सही, लोकोस में सुधार
act-groups-lokos-state = लोकोस की स्थिति पंजी में ली
act-lokos-choose = लोकोस के अंतर पर निर्णय
act-lokos-not-same = लोकोस का समूह अलग बताया

fault-account_tail_unread = खाते “{ $value }” के अंतिम अंक पढ़े नहीं जा सके।
    .cure = समूह बिना अंकों के लिया गया। एक्सेल में कॉलम को टेक्स्ट करें और फिर आयात करें।
fault-lokos_block_unknown = यह पंक्ति आपके पद के किसी विकासखण्ड की नहीं है: { $value }
    .cure = इसे उसके विकासखण्ड को भेजें; जहाँ विकासखण्ड नहीं लिखा, वहाँ कॉलम जोड़ें या शीर्षक में लिखें।
fault-lokos_place_unknown = “{ $value }” स्थानों की पंजी में नहीं मिला; पंक्ति लिखे हुए नाम के साथ ली गई।
    .cure = इसके ग्राम का मिलान नहीं होगा। ग्राम का एलजीडी कोड लिखें, या समूहों के आयात में नाम तय करें।
fault-lokos_not_entered = पंक्ति { $value } कहती है कि समूह लोकोस में दर्ज नहीं है।
    .cure = कुछ नहीं करना है: वह केवल हमारी पंजी में गिना जाएगा।
fault-lokos_rows_go =
    { $n ->
        [one] { $block } की { $month } की मौजूदा रिपोर्ट का 1 समूह इस शीट में नहीं है, वह हट जाएगा।
       *[other] { $block } की { $month } की मौजूदा रिपोर्ट के { $n } समूह इस शीट में नहीं हैं, वे हट जाएँगे।
    }
    .cure = विकासखण्ड की पूरी रिपोर्ट आयात करें, उसका हिस्सा नहीं।
fault-lokos_month_assumed = माह न शीट में लिखा है, न चुना गया; रिपोर्ट { $month } की मानी गई।
    .cure = कॉलम देखते समय माह चुनें, या शीर्षक में लिखें।
fault-undo_lokos_replaced = माह { $month } की बाद वाली रिपोर्ट इसकी जगह ले चुकी है।
    .cure = पहले बाद वाला आयात वापस लें।
fault-undo_lokos_taken =
    { $count ->
        [one] इस रिपोर्ट से 1 मान हमारी पंजी में लिया जा चुका है।
       *[other] इस रिपोर्ट से { $count } मान हमारी पंजी में लिए जा चुके हैं।
    }
    .cure = पहले वे समूह सुधारें, या रिपोर्ट रहने दें और नई आयात करें।
fault-lokos_nothing_chosen = कुछ नहीं चुना गया।
    .cure = कम से कम एक विवरण पर निर्णय चुनें।
fault-lokos_cannot_take = यह मान लोकोस से नहीं लिया जा सकता।
    .cure = समूह के पृष्ठ पर सुधारें।
fault-lokos_state_unknown = लोकोस में ऐसी कोई स्थिति नहीं है।
    .cure = सूची में से चुनें।
fault-lokos_newer_here = { $name } की स्थिति हमारी पंजी में इस रिपोर्ट के बाद की है।
    .cure = विकासखण्ड की नई रिपोर्ट आयात करें।
fault-lokos_state_stands = पंजी में यही स्थिति पहले से है।
    .cure = कुछ नहीं करना है।
