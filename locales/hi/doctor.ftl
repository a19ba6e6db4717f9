# स्वयं जाँच।
doctor-title = स्वयं जाँच
doctor-at = { $at } की स्थिति
doctor-report = रिपोर्ट डाउनलोड करें (JSON)
doctor-all-well = सब ठीक है।
doctor-to-look-at = { $n ->
        [one] एक बिन्दु पर ध्यान देना चाहिए।
       *[other] { $n } बिन्दुओं पर ध्यान देना चाहिए।
    }
doctor-to-mend = { $n ->
        [one] एक बिन्दु तुरंत ठीक करना है।
       *[other] { $n } बिन्दु तुरंत ठीक करने हैं।
    }
doctor-column-what = क्या देखा गया
doctor-column-state = स्थिति
doctor-column-found = क्या मिला
doctor-column-do = क्या करें
doctor-state-ok = ठीक
doctor-state-attention = ध्यान दें
doctor-state-bad = खराब
doctor-state-unknown = ज्ञात नहीं

doctor-clock = घड़ी
    .why = दिनांक, समय-सीमा और बदलावों का क्रम इसी मशीन की घड़ी से चलता है; CERT-In के अनुसार घड़ी नेटवर्क समय से मिली रहनी चाहिए।
doctor-clock-offset = नेटवर्क समय से मिली है; अंतर { $ms } मिलीसेकंड।
doctor-clock-synchronised = नेटवर्क समय से मिली है।
doctor-clock-free = इस मशीन की घड़ी नेटवर्क समय से नहीं मिलाई जा रही।
    .do = chrony या systemd-timesyncd चालू करें, सर्वर samay1.nic.in और samay2.nic.in रखें।
doctor-clock-far = घड़ी नेटवर्क समय से { $ms } मिलीसेकंड दूर है।
    .do = घड़ी ठीक करें, फिर देखें कि chrony उसे क्यों नहीं मिला रहा।
doctor-clock-behind = कुछ बदलाव इस घड़ी से आगे के समय के दर्ज हैं: घड़ी पीछे हो गई है।
    .do = कोई और प्रविष्टि हो, उससे पहले घड़ी ठीक करें।
doctor-clock-unknown = यह मशीन नहीं बताती कि उसकी घड़ी नेटवर्क समय से मिली है या नहीं।
    .do = मशीन सँभालने वाले से पूछें; chrony लगा हो तो स्थिति यहाँ दिखेगी।

doctor-backup = रात की प्रति (बैकअप)
    .why = डिस्क खराब होने पर कार्यालय को वही वापस मिलता है जो पिछली प्रति में है, उसके बाद का कुछ नहीं।
doctor-backup-done = पिछली प्रति { $at } को { $folder } में बनी।
doctor-backup-same-disk = पिछली प्रति { $at } को बनी, पर { $folder } उसी डिस्क पर है जिस पर डेटा है।
    .do = प्रतियों के लिए अलग डिस्क दें: samuh serve --backups DIR
doctor-backup-gone = पिछली प्रति { $at } को बनी, पर { $folder } अब वहाँ नहीं है।
    .do = डिस्क जोड़ें, या दूसरा फ़ोल्डर बताएँ: samuh serve --backups DIR
doctor-backup-late = पिछली प्रति { $at } को बनी थी।
    .do = अभी बनाएँ: samuh backup DIR। फिर देखें कि रात में सर्वर क्यों नहीं चला।
doctor-backup-failed = { $at } की प्रति नहीं बन सकी: { $why }
    .do = कारण दूर करें, फिर अभी बनाएँ: samuh backup DIR
doctor-backup-never = रात की कोई प्रति अब तक नहीं बनी।
    .do = अभी बनाएँ: samuh backup DIR। सर्वर हर रात 02:30 बजे प्रति बनाता है।

doctor-drill = वापसी का अभ्यास
    .why = प्रति उतनी ही काम की है जितना उससे लौटाया जा सके। सर्वर हर प्रति को अलग लौटाकर जाँचता है।
doctor-drill-done = { $at } को लौटाकर जाँची गई।
doctor-drill-differs = { $at } को जो लौटाया गया वह पूरा पढ़ा गया, पर उसकी बही में अंतर है।
    .do = डेटा पर samuh verify चलाएँ और यह प्रति सँभालकर रखें।
doctor-drill-late = पिछला अभ्यास { $at } को हुआ था।
    .do = अभी करें: samuh backup DIR --drill
doctor-drill-failed = { $at } का अभ्यास सफल नहीं हुआ: { $why }
    .do = पुरानी प्रतियाँ सँभालकर रखें; कारण दूर करके चलाएँ: samuh backup DIR --drill
doctor-drill-never = अब तक कोई प्रति लौटाकर नहीं जाँची गई।
    .do = अभी करें: samuh backup DIR --drill

doctor-integrity = डेटाबेस फ़ाइल
    .why = डिस्क लिखी हुई बात बदल सकती है। खराबी तभी पता चलनी चाहिए जब अच्छी प्रति मौजूद हो।
doctor-integrity-sound = हर पृष्ठ और हर संदर्भ ठीक है।
doctor-integrity-unsound = { $n } खराबियाँ; पहली: { $first }
    .do = कोई प्रविष्टि न करे। पिछली प्रति नए फ़ोल्डर में लौटाकर मिलान करें।
doctor-integrity-checksums = PostgreSQL हर पृष्ठ का जाँच-अंक रखता है।
doctor-integrity-no-checksums = PostgreSQL पृष्ठों का जाँच-अंक नहीं रखता।
    .do = डेटाबेस सँभालने वाले से चालू कराएँ: pg_checksums --enable

doctor-versions = संस्करण
    .why = पुरानी खराबियाँ नए संस्करणों में ठीक होती हैं; सहायता करने वाला यही अंक पूछेगा।
doctor-versions-known = समूह { $program }, { $engine }, schema { $schema }।
doctor-versions-old-engine = समूह { $program }, { $engine }, schema { $schema }: यह SQLite अपने लॉग के पृष्ठ खो सकता है।
    .do = वही समूह चलाएँ जो अपने SQLite के साथ दिया जाता है।

doctor-second-factor = दूसरा प्रमाण
    .why = पासवर्ड देखा या अनुमान किया जा सकता है; जो अनुमोदन या प्रबंधन करे उसके लिए इतना काफ़ी नहीं।
doctor-second-factor-none = जिन पदों के लिए दूसरा प्रमाण चाहिए, उनके हर खाते में वह लगा है।
doctor-second-factor-some = { $n }: { $names }
    .do = इनसे एक बार साइन इन करवाएँ: दूसरा प्रमाण साइन इन पर ही लगता है।

doctor-standard = साइन इन और OWASP ASVS 5.0
    .why = साइन इन का कोई नियम मानक के स्तर 2 से ढीला हो तो कार्यालय को यह और इसका कारण मालूम होना चाहिए।
doctor-standard-met = हर पद का दूसरा प्रमाण है, उसके कोड 30 सेकंड मान्य रहते हैं और नए कोड SHA-256 से बनते हैं।
doctor-standard-none = पंजी में अभी कोई जिला नहीं है, इसलिए साइन इन का कोई नियम भी नहीं है।
doctor-standard-below = { $all } प्रकार के पदों में से { $bare } केवल पासवर्ड से साइन इन कर सकते हैं (6.3.3), { $wide } का कोड 90 सेकंड मान्य है (6.5.5), { $legacy } के नए कोड SHA-1 से बनते हैं (11.4.1)।
    .do = जिला /users/policy पर, या samuh user policy --every-role से, कड़े नियम तय कर सकता है; वे सामान्य नियम क्यों नहीं हैं, यह docs/asvs.md में है।

doctor-posts = बिना पदधारी के पद
    .why = ऐसे पद पर रुका काम कोई नहीं करता।
doctor-posts-none = हर पद पर खुले खाते वाला कोई व्यक्ति है।
doctor-posts-some = { $n }: { $names }
    .do = हर पद के लिए खाता खोलें, या पद समाप्त करें।

doctor-scopes = पुराने कार्यक्षेत्र
    .why = जो पद समाप्त हो चुके स्थान या संगठन को देखता है, उसे गलत अभिलेख दिखते हैं या कुछ नहीं।
doctor-scopes-none = हर पद ऐसी इकाइयाँ देखता है जो मौजूद हैं।
doctor-scopes-some = { $n }: { $names }
    .do = इन पदों को वे इकाइयाँ दें जिन्होंने उनकी जगह ली।

doctor-disk = डिस्क में जगह
    .why = भरी डिस्क पर कोई प्रविष्टि नहीं हो सकती; पढ़ना चलता रहता है।
doctor-disk-room = { $gib } GiB खाली ({ $percent }%)।
doctor-disk-little = केवल { $gib } GiB खाली ({ $percent }%)।
    .do = प्रविष्टि रुकने से पहले जगह बनाएँ या बड़ी डिस्क दें।
doctor-disk-unknown = यह मशीन नहीं बताती कि कितनी जगह है।

doctor-emblem = कार्यालय का चिह्न
    .why = यह प्रशस्ति पत्र, आमंत्रण, कार्यवाही और प्रस्तुति पर छपता है।
doctor-emblem-none = कोई चिह्न नहीं रखा गया; काग़ज़ बिना चिह्न के छपते हैं।
doctor-emblem-there = emblem.png छपता है।
doctor-emblem-unread = डेटा फ़ोल्डर की emblem.png पढ़ी नहीं जा सकती; काग़ज़ बिना चिह्न के छपते हैं।
    .do = 2,000 पिक्सेल तक की PNG तस्वीर इसी नाम से रखें।

doctor-headers = हमारे उत्तरों के शीर्ष (headers)
    .why = इनसे ब्राउज़र बाहरी स्क्रिप्ट नहीं चलाता और हमारे पृष्ठ दूसरी साइट के भीतर नहीं दिखाता।
doctor-headers-there = हर उत्तर में मौजूद हैं।
doctor-headers-missing = नहीं हैं या कमज़ोर हैं: { $names }
    .do = साइट के आगे कुछ उत्तर बदल रहा है: proxy देखें।

doctor-https = कूटबद्ध संपर्क (HTTPS)
    .why = HTTPS के बिना नेटवर्क पर कोई भी पासवर्ड और पृष्ठ पढ़ सकता है।
doctor-https-on = साइट HTTPS से खुलती है; कुकी और किसी रास्ते से नहीं जाती।
doctor-https-off = साइट को नहीं बताया गया कि वह HTTPS से खुलती है।
    .do = आगे प्रमाणपत्र वाला proxy लगाएँ और --https के साथ चलाएँ।
doctor-https-unknown = साइट चलते समय पृष्ठ पर ही दिखता है।

doctor-tidy = सफ़ाई
    .why = ज़रूरत से अधिक रखा अभिलेख खो सकता है।
doctor-tidy-done = { $at } को की गई।
doctor-tidy-late = पिछली बार { $at } को की गई।
    .do = सर्वर रात भर चलने दें; यह 03:15 पर होती है।
doctor-tidy-failed = { $at } की सफ़ाई असफल: { $why }
    .do = कारण ठीक करें; अगली रात फिर होगी।
doctor-tidy-never = अभी तक नहीं हुई।
    .do = सर्वर रात भर चलने दें; यह 03:15 पर होती है।
doctor-retention = अभिलेख रखने की अवधि
    .why = व्यक्तिगत अभिलेख उतने ही दिन रखे जाते हैं जितने प्रयोजन के लिए चाहिए (डीपीडीपी अधिनियम 2023, धारा 8(7))।
doctor-retention-ruled = हर प्रकार का नियम तय है।
doctor-retention-unruled = ये कितने दिन रखे जाएँ, किसी आदेश में नहीं: { $names }।
    .do = { $kinds } में से हर एक के लिए राज्य का आदेश दर्ज करें: samuh retention --kind KIND --days N --source "आदेश"
retention-read-log = किसने किसका अभिलेख देखा
retention-former-contact = पूर्व सदस्यों के मोबाइल, खाता और पता
retention-target-contact = संतृप्त लक्षित परिवारों के मोबाइल और पता
retention-visit-note = भेंट करने वाले का नाम और टिप्पणी

doctor-key = दूसरे प्रमाण की कुंजियाँ
    .why = डेटाबेस की प्रति से कोई एक बार के कोड न बना सके।
doctor-key-none = अभी किसी खाते में दूसरा प्रमाण नहीं लगा है।
doctor-key-sealed = { $n } कुंजियाँ मुहरबंद हैं; कुंजी की फ़ाइल { $file } है।
    .do = इस फ़ाइल की एक प्रति बैकअप से अलग जगह रखें।
doctor-key-open = { $n } कुंजियाँ खुली रखी हैं।
    .do = samuh serve एक बार फिर चलाएँ; शुरू होते ही मुहरबंद हो जाएँगी।
doctor-key-open-file = { $file } को दूसरे भी पढ़ सकते हैं।
    .do = chmod 600 { $file }
doctor-key-unreadable = { $n } कुंजियाँ { $file } से नहीं खुलतीं।
    .do = सही फ़ाइल रखें, या --key से जहाँ है वहाँ बताएँ; खो गई हो तो samuh user reset-factors चलाएँ।

doctor-scanner = वायरस स्कैनर
    .why = शीट, फ़ोटो और काग़ज़ कई मशीनों से आते हैं; स्कैनर हर फ़ाइल को लिए जाने से पहले जाँचता है।
doctor-scanner-answers = उत्तर दे रहा है: { $version }
doctor-scanner-old = उत्तर दे रहा है, पर उसके लक्षण एक सप्ताह से अधिक पुराने हैं: { $version }
    .do = देखें कि freshclam नए क्यों नहीं ला रहा: systemctl status clamav-freshclam
doctor-scanner-silent = उत्तर नहीं दे रहा; तब तक कोई फ़ाइल नहीं ली जाती: { $why }
    .do = systemctl status clamav-daemon देखें; सर्वर का खाता उसके सॉकेट के समूह में हो। docs/deploy.md देखें।
doctor-scanner-none = कोई स्कैनर नहीं बताया गया; फ़ाइलें बिना जाँच ली जाती हैं।
    .do = clamav-daemon लगाएँ और --scanner unix:/run/clamav/clamd.ctl के साथ चलाएँ। docs/deploy.md देखें।
doctor-scanner-unnamed = इस आदेश को कोई स्कैनर नहीं बताया गया; सर्वर का हाल पृष्ठ पर दिखता है।
