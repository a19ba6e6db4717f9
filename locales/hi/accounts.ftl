# खाते, पद और साइन इन।
sign-in = साइन इन
sign-in-title = साइन इन करें
sign-in-login = उपयोगकर्ता नाम
sign-in-password = पासवर्ड
sign-in-wrong = उपयोगकर्ता नाम या पासवर्ड सही नहीं है।
sign-in-wait =
    बार-बार गलत प्रयास के कारण यह खाता { $seconds ->
        [one] 1 सेकंड
       *[other] { $seconds } सेकंड
    } तक बंद है। उसके बाद फिर प्रयास करें।
sign-in-help = पासवर्ड भूल गए हों तो अपने प्रणाली प्रशासक से नया माँगें।
sign-in-ended = आपका सत्र समाप्त हो गया है। आगे बढ़ने के लिए साइन इन करें।
demo-logins = प्रदर्शन के खाते
    .text = ये खाते केवल प्रदर्शन में हैं; वास्तविक स्थापना में ऐसे कोई खाते नहीं होते।
demo-post = पद

password-title = पासवर्ड बदलें
password-forced = पहली बार साइन इन पर अपना पासवर्ड चुनना आवश्यक है।
password-now = वर्तमान पासवर्ड
password-new = नया पासवर्ड
    .hint = कम से कम 10 अक्षर। कई शब्दों का वाक्य याद रखना सरल और अधिक सुरक्षित होता है।
password-again = नया पासवर्ड फिर से
password-change = पासवर्ड बदलें
password-changed = पासवर्ड बदल दिया गया है
    .text = दूसरे उपकरणों पर खुले सत्र बंद कर दिए गए हैं।
password-set-title = पासवर्ड चुनें
password-set = पासवर्ड सहेजें

account-title = मेरा खाता
account-name = नाम
account-login = उपयोगकर्ता नाम
account-post = पद
account-scope = कार्यक्षेत्र
account-sessions = खुले सत्र
account-device = उपकरण
account-began = साइन इन
account-seen = अंतिम बार
account-this = यही उपकरण
account-out-everywhere = हर जगह से साइन आउट करें

users-title = उपयोगकर्ता
users-new = नया उपयोगकर्ता
users-new-title = नया उपयोगकर्ता बनाएँ
users-edit-title = उपयोगकर्ता: { $name }
users-empty = कोई उपयोगकर्ता नहीं मिला
    .text = नाम या पद बदलकर खोजें।
user-name = नाम
user-name-hint = जैसा शासकीय अभिलेख में है
user-login = उपयोगकर्ता नाम
    .hint = केवल अंग्रेज़ी के छोटे अक्षर, अंक और बिन्दु, जैसे bpm.makdi
user-post = पद
user-unit = कार्यक्षेत्र
    .hint = जिला, { -block }, संकुल संगठन या गाँव जिनके अभिलेख यह पद देखेगा
user-status = स्थिति
user-seen = अंतिम साइन इन
user-never = कभी नहीं
user-active = चालू
user-locked = बंद
user-create = उपयोगकर्ता बनाएँ
user-created = उपयोगकर्ता बन गया है
    .text = यह लिंक एक ही बार काम करेगा और { $hours } घंटे में समाप्त हो जाएगा। इसे केवल उसी व्यक्ति को दें; इससे वह अपना पासवर्ड चुनेगा।
user-reset = पासवर्ड का नया लिंक बनाएँ
user-stop = खाता बंद करें
user-start = खाता चालू करें
user-awaits = पासवर्ड अभी चुना नहीं गया
user-session = सत्र
user-no-session = कोई सत्र खुला नहीं है
user-end-session = समाप्त करें
user-whole-district = पूरा ज़िला
user-unit-district = { $name } (ज़िला)
user-unit-block = { $name } (विकासखण्ड)
user-unit-gp = { $name } (ग्राम पंचायत, { $above })
user-unit-village = { $name } (गाँव, { $above })
user-unit-clf = { $name } (संकुल)
fault-post_not_chosen = इस उपयोगकर्ता का पद चुनें।
