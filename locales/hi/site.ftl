# साइट: पृष्ठों पर उनके अपने विषय के अलावा जो लिखा जाता है।
excel-due = { $name }: उस दिन तक अपेक्षित
excel-unit = इकाई
lagging-share = { $indicator }, सभी समूहों में हिस्सा

fault-password_differs = दोनों पासवर्ड एक जैसे नहीं हैं।
    .cure = दोनों बार एक ही पासवर्ड लिखें।

serve-open = साइट खुल गई है: { $address }
serve-first-link = पहली शुरुआत: सिस्टम प्रशासक 72 घंटे के भीतर यहाँ अपना पासवर्ड चुनें: { $link } (या /invitation पृष्ठ पर कोड { $code })
serve-no-district = पंजी में अभी कोई जिला नहीं है। पहले स्थान आयात करें, फिर शुरू करें: samuh import places FILE
fault-not_an_address = { $address } पर साइट नहीं चलाई जा सकती।
    .cure = संख्या और पोर्ट लिखें, जैसे 127.0.0.1:8080।
fault-scanner_address = { $address } पर कोई वायरस स्कैनर नहीं हो सकता।
    .cure = unix:/run/clamav/clamd.ctl लिखें, या इसी मशीन के स्कैनर के लिए tcp:127.0.0.1:3310; docs/deploy.md देखें।
fault-file_found = वायरस स्कैनर को “{ $name }” में { $found } मिला। फ़ाइल न ली गई, न रखी गई।
    .cure = इसे न खोलें, न आगे भेजें। जिस मशीन से आई है उसकी जाँच कराएँ, फिर फ़ाइल नए सिरे से बनाकर भेजें।
fault-scanner_too_large = “{ $name }” इतनी बड़ी है, या जाँच में इतना समय लेती है, कि वायरस स्कैनर उसे पूरी नहीं जाँचता, इसलिए नहीं ली गई।
    .cure = छोटे भागों में भेजें, या मशीन चलाने वाले से स्कैनर की सीमाएँ बढ़वाएँ: StreamMaxLength, MaxFileSize, MaxScanSize, MaxScanTime।
fault-scanner_silent = वायरस स्कैनर उत्तर नहीं दे रहा। तब तक कोई फ़ाइल नहीं ली जाएगी: “{ $name }” नहीं रखी गई।
    .cure = कुछ मिनट बाद फिर भेजें। तब भी न हो तो प्रशासक को यह संख्या बताएँ: { $reference }

excel-name-hi = नाम हिन्दी में
excel-name-en = नाम अंग्रेज़ी में
excel-block-code = विकासखण्ड कोड
excel-gp-code = ग्राम पंचायत कोड
excel-village-code = ग्राम कोड
excel-block-other = विकासखण्ड (अंग्रेज़ी)
excel-gp-other = ग्राम पंचायत (अंग्रेज़ी)
excel-village-other = ग्राम (अंग्रेज़ी)
excel-federation = ग्राम संगठन या संकुल संगठन
excel-number = समूह प्रणाली में क्रमांक

group-new = समूह गठित करें
group-new-block = यह विकासखण्ड चुनें
group-name-hint = नाम हिन्दी में, अंग्रेज़ी में या दोनों में लिखें
group-code-hint = मिशन से कोड मिलने तक खाली छोड़ें
group-category = श्रेणी
group-members-stated = पत्रक में लिखे सदस्य
group-name-legacy = पुराने फ़ॉन्ट में लिखा नाम
register-code-nrlm = एनआरएलएम कोड
register-code-lokos = लोकोस कोड
register-code-own = अपना कोड

act-groups-form = गठन
act-imports-apply = आयात
act-imports-undo = आयात वापस लिया

list-places = स्थान
list-empty-places = कोई स्थान नहीं मिला
    .text = छँटाई बदलें या नाम किसी और वर्तनी में खोजें।
member-pvtg = विशेष पिछड़ी जनजाति की सदस्य
member-past = छोड़ चुकी सदस्य भी दिखाएँ
member-groups = समूह और पद

as-on = { $day } की स्थिति
account-yes = खाता है
field-born = जन्म
field-gender = लिंग
field-left-on = छोड़ने की तिथि
field-level = स्तर
field-promoted-by = प्रवर्तक संस्था
gender-female = महिला
gender-male = पुरुष
gender-transgender = ट्रांसजेंडर

sheet-title = { $unit }: { $month } का प्रतिवेदन
sheet-reported = इस इकाई ने इस माह जो बताया
sheet-count = { $n } आँकड़े, { $verified } सत्यापित
sheet-explain = आँकड़ा भेजने वाले के अलावा कोई दूसरा अधिकारी उसे सत्यापित करता है।
sheet-verify = चुने आँकड़े सत्यापित करें
sheet-unverify = चुने आँकड़ों का सत्यापन हटाएँ
sheet-reason = सत्यापन हटाने का कारण
    .hint = सत्यापन हटाते समय लिखना आवश्यक है; यह अभिलेख में रहता है।
sheet-own = ये आँकड़े आपने भेजे हैं, इसलिए इन्हें कोई दूसरा अधिकारी सत्यापित करेगा।
act-plans-verify = सत्यापन
act-plans-unverify = सत्यापन हटाया
fault-nothing_chosen = कोई आँकड़ा नहीं चुना गया।
    .cure = सूची में आँकड़ों के आगे सही का निशान लगाएँ।
fault-verify_own = { indicator-of } का आँकड़ा आपने ही भेजा है।
    .cure = इसे कोई दूसरा अधिकारी सत्यापित करे।
fault-already_verified = { indicator-of } का आँकड़ा पहले ही सत्यापित है।
    .cure = इस आँकड़े का निशान हटाकर फिर भेजें।
fault-not_verified = { indicator-of } का आँकड़ा सत्यापित नहीं है।
    .cure = इस आँकड़े का निशान हटाकर फिर भेजें।
fault-unverify_reason_missing = सत्यापन हटाने का कारण नहीं लिखा गया।
    .cure = कारण लिखें।

list-clf = संकुल संगठन
list-vo = ग्राम संगठन
excel-saturation = संतृप्ति (%)
excel-count = संख्या
excel-rupees = राशि (₹)

field-registration-no = पंजीयन क्रमांक
field-registered-on = पंजीयन दिनांक
since = { $day } से
