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
sign-in-owes = इस पद के लिए दूसरा प्रमाण चाहिए, जो आपने अभी नहीं लगाया है। एक बार फिर साइन इन करें; फिर उसे लगाएँ।
sign-in-ended = आपका सत्र समाप्त हो गया है। आगे बढ़ने के लिए साइन इन करें।
kept-title = आपका सत्र समाप्त हो गया था
    .text = अभी कुछ सहेजा नहीं गया है, पर आपका लिखा इसी पृष्ठ पर है। यह पृष्ठ बंद न करें।
kept-first = पहले साइन इन करें; वह नए टैब में खुलेगा।
kept-second = फिर इस पृष्ठ पर लौटकर अपना लिखा भेजें।
kept-sign-in = नए टैब में साइन इन करें
kept-send = मेरा लिखा फिर भेजें
kept-yours = आपका लिखा
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
link-code = लिंक का कोड
    .text = आपको मिले लिंक या कागज़ का कोड यहाँ लिखें; उसके बाद पासवर्ड चुनें।
    .hint = तीस अंक और अंग्रेज़ी अक्षर, पाँच-पाँच के समूह में; छोटे-बड़े अक्षर, रिक्त स्थान और डैश से अंतर नहीं पड़ता। पूरा लिंक भी चिपका सकते हैं।
link-code-go = आगे बढ़ें

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
account-end-chosen = चुने हुए उपकरण साइन आउट करें
account-end-hint = खोए हुए उपकरण पर खुला सत्र यहीं से तुरंत बंद होता है। पासवर्ड इसलिए पूछा जाता है कि खुले छूटे कंप्यूटर से कोई दूसरा ऐसा न कर सके।
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
user-create = उपयोगकर्ता बनाएँ
user-created = उपयोगकर्ता बन गया है
    .text = यह लिंक एक ही बार काम करेगा और { $hours } घंटे में समाप्त हो जाएगा। इसे केवल उसी व्यक्ति को दें; इससे वह अपना पासवर्ड चुनेगा।
    .code = लिंक न खुले या कागज़ पर देना हो, तो वह { $page } खोलकर यह कोड लिखे:
user-reset = पासवर्ड का नया लिंक बनाएँ
user-reset-done = पासवर्ड का नया लिंक बन गया है। पुराना पासवर्ड और पुराने लिंक अब नहीं चलेंगे।
user-stop = खाता बंद करें
user-start = खाता चालू करें
user-session = सत्र
user-no-session = कोई सत्र खुला नहीं है
user-end-session = समाप्त करें
user-whole-district = पूरा जिला
user-unit-district = { $name } (जिला)
user-unit-block = { $name } (विकासखण्ड)
user-unit-gp = { $name } (ग्राम पंचायत, { $above })
user-unit-village = { $name } (गाँव, { $above })
user-unit-clf = { $name } (संकुल)
fault-post_not_chosen = इस उपयोगकर्ता का पद चुनें।

account-end = साइन आउट
account-posts = पद बदलें
account-factor = दूसरा प्रमाण
    .on = लगा हुआ है
    .off = नहीं लगा है
    .do = लगाएँ

user-posts = पद
user-factor = दूसरा प्रमाण
user-factor-reset = दूसरा प्रमाण हटाएँ
    .text = फ़ोन खो जाने पर: अगले साइन इन पर वह व्यक्ति नया लगाएगा।
user-close-reason = बंद करने का कारण
user-relieve = सभी पदों से कार्यमुक्त करें
    .text = जिले से बाहर स्थानांतरण पर: उस दिन से सभी प्रभार और साइन इन समाप्त हो जाते हैं।
user-history = प्रभार का इतिहास
user-existing-post = रिक्त पद
    .hint = पहले से बना पद; नहीं तो नीचे नया बनेगा
user-theme = कार्य के विषय
    .hint = कार्यक्रम प्रबंधक और समन्वयक के लिए; खाली छोड़ने पर पद का सारा कार्य
user-cadre = संवर्ग का प्रकार
user-choose-post = पद
user-policy = साइन इन के नियम

posts-title = पद
posts-new = नया पद
posts-empty = कोई पद नहीं मिला
    .text = दूसरे प्रकार का पद चुनें।
posts-vacant = रिक्त
    .only = केवल रिक्त पद
post-holder = पदधारी
post-since = कब से
post-until = कब तक
post-charge = प्रभार
post-state-held = भरा हुआ
post-state-vacant = रिक्त
post-state-closed = { $day } से समाप्त
post-title-hi = हिन्दी में पदनाम
    .hint = केवल तब, जब पद के सामान्य नाम से अलग हो
post-title-en = अंग्रेज़ी में पदनाम
post-units = कार्यक्षेत्र
    .add = कार्यक्षेत्र में जोड़ें
post-history = यह पद किसके पास रहा
post-reason = कारण
post-order = आदेश क्रमांक
post-ended = समाप्ति: { $reason }
post-no-history = यह पद अब तक किसी के पास नहीं रहा
post-change = पद में सुधार
post-close = पद समाप्त करें
post-save = सहेजें
post-make = पद बनाएँ
post-give-account = पदधारी का खाता बनाएँ
post-no-account = खाता नहीं है
post-hand-over = प्रभार हस्तांतरण
    .text = एक ही प्रविष्टि से वर्तमान पदधारी का प्रभार समाप्त और लेने वाले का आरंभ होता है। पुराने पदधारी का इस पद पर साइन इन उसी दिन समाप्त हो जाता है; तिथि आज की हो तो तुरंत।
post-to = प्रभार कौन लेगा
post-to-user = उपयोगकर्ता
post-to-name = या नया व्यक्ति
    .hint = नाम जैसा शासकीय अभिलेख में है; खाता बाद में बन सकता है
post-to-nobody = कोई नहीं: पद रिक्त रहेगा
post-on = कब से
    .hint = नए पदधारी का पहला दिन
post-until-field = अवधि कब तक
    .hint = अंतिम दिन; केवल तब, जब प्रभार की अवधि तय हो, जैसे संवर्ग का अनुबंध
post-pending = इस पद पर लंबित
    .none = इस पद पर कुछ लंबित नहीं है।
    .passes = यह नए पदधारी को मिलेगा।
    .imports = { $count ->
        [one] 1 आयात, जो देखा गया पर दर्ज नहीं हुआ
       *[other] { $count } आयात, जो देखे गए पर दर्ज नहीं हुए
    }
    .proposals = { $count ->
        [one] इस पद का 1 बदलाव, जिस पर निर्णय नहीं हुआ
       *[other] इस पद के { $count } बदलाव, जिन पर निर्णय नहीं हुआ
    }
    .decisions = { $count ->
        [one] 1 प्रस्ताव, जिस पर इस पद को निर्णय करना है
       *[other] { $count } प्रस्ताव, जिन पर इस पद को निर्णय करना है
    }
    .directions = { $count ->
        [one] 1 निर्देश, जिसका उत्तर इस पद को देना है
       *[other] { $count } निर्देश, जिनका उत्तर इस पद को देना है
    }

posts-own-title = आपके पद
    .text = आपके पास एक से अधिक पद हैं। एक समय में एक ही पद पर कार्य होता है।
posts-own-now = अभी आप यहाँ कार्य कर रहे हैं
posts-own-work = इस पद पर कार्य करें

code-title = एक बार का कोड
    .text = अपने फ़ोन का ऑथेंटिकेटर ऐप खोलें और समूह के आगे दिख रहे छह अंक लिखें।
code-label = कोड
    .hint = फ़ोन खो गया हो तो अपना कोई पुनः प्रवेश कोड लिखें
code-enter = आगे बढ़ें
enrol-title = दूसरा प्रमाण लगाएँ
    .text = इसके लिए फ़ोन पर ऑथेंटिकेटर ऐप चाहिए, जैसे Google Authenticator, Microsoft Authenticator या Aegis।
enrol-forced = आपके जिले के नियम के अनुसार आपका पद केवल पासवर्ड से नहीं खुलता।
enrol-chosen = दूसरा प्रमाण लगा हो तो आपका खाता केवल पासवर्ड से कोई नहीं खोल सकता।
enrol-scan = 1. इस चित्र को ऐप से स्कैन करें
enrol-type = कैमरे से न पढ़ा जाए तो ऐप में यह कुंजी लिखें:
enrol-digest = यह कुंजी { $digest } की है: ऐप पूछे तो { $digest } चुनें। जिस ऐप में यह विकल्प नहीं है, वह गलत कोड दिखाएगा।
enrol-password = अपना पासवर्ड लिखें
enrol-code = 2. ऐप में दिख रहे छह अंक लिखें
enrol-do = लगाएँ
enrol-picture = कुंजी का क्यूआर कोड
recovery-title = आपके पुनः प्रवेश कोड
    .text = इन्हें छाप लें या लिख लें और ताले में रखें, फ़ोन में नहीं। फ़ोन खो जाने पर हर कोड एक बार खाता खोलता है। ये केवल अभी दिखाए जा रहे हैं।
recovery-go = सुरक्षित रख लिए: आगे बढ़ें

policy-title = साइन इन के नियम
    .text = पद के अनुसार सत्र कितनी देर चलता है, किसे दूसरा प्रमाण चाहिए और एक बार के कोड कैसे बनते हैं। जिले का अपना नियम सामान्य नियम से पहले लागू होता है। नया समय अगले साइन इन से लागू होता है। जिस पद के लिए दूसरा प्रमाण आवश्यक हो जाए, उस पद के जिन लोगों ने उसे नहीं लगाया है वे तुरंत साइन आउट हो जाते हैं, आप भी, और अगले साइन इन पर उसे लगाते हैं।
policy-idle = बिना उपयोग समाप्ति
policy-whole = कुल समय
policy-factor = दूसरा प्रमाण
policy-required = आवश्यक
policy-optional = आवश्यक नहीं
policy-source = स्रोत या कारण
    .hint = आदेश का क्रमांक और दिनांक, या नियम अलग क्यों है
policy-own = जिले का अपना, { $day } से
policy-minutes = { $minutes } मिनट
policy-hours = { $hours } घंटे
policy-days = { $days } दिन
policy-codes = एक बार के कोड
policy-code = { $seconds } सेकंड, { $digest }
policy-new = जिले का नियम तय करें
policy-posts = किन पदों के लिए
policy-stays = जैसा है वैसा रहे
policy-minutes-stay = खाली छोड़ें तो जैसा है वैसा रहेगा
policy-idle-minutes = बिना उपयोग समाप्ति, मिनट में
policy-whole-minutes = कुल समय, मिनट में
policy-steps = कोड कितनी देर मान्य रहे
    .hint = 30 सेकंड में कोड केवल अपने समय में चलता है: फ़ोन की घड़ी ठीक होनी चाहिए।
policy-steps-1 = 90 सेकंड: अपने 30 सेकंड, उससे पहले और बाद के 30
policy-steps-0 = केवल अपने 30 सेकंड
policy-digest = नए कोड किससे बनें
    .hint = पहले से लगे दूसरे प्रमाण वैसे ही रहते हैं। SHA-256 कई फ़ोन ऐप नहीं मानते और गलत कोड दिखाते हैं: पहले पदों के फ़ोन पर आज़माएँ।
policy-digest-sha1 = SHA-1
policy-digest-sha256 = SHA-256
