# कमांड लाइन के शब्द, और वे जो आयात के पृष्ठों में भी आते हैं।
tally-sentence = { $rows } पंक्तियाँ पढ़ी गईं: { $new } नई, { $changed } बदली हुई, { $unchanged } यथावत, { $doubtful } संदिग्ध, { $refused } अस्वीकृत, { $skipped } छोड़ी गईं।
faults-sheet = त्रुटियाँ
faults-of-file = फ़ाइल { $file } की त्रुटियाँ
faults-column-sheet = शीट
faults-column-row = पंक्ति
faults-column-column = कॉलम
faults-column-heading = शीर्षक
faults-column-value = फ़ाइल में मान
faults-column-message = क्या गलत है
faults-column-cure = क्या करें

cli-reading = पढ़ी गई पंक्तियाँ:
cli-checking = जाँच हो रही है:
cli-row = पंक्ति { $row }
cli-column = कॉलम { $column }
cli-times = { $n ->
        [one] एक बार:
       *[other] { $n } बार:
    }
cli-more = … और { $n }
cli-warnings = लिया गया, पर एक बार देख लें:
cli-repairs = अपने-आप सुधारा गया:
cli-repair = { $name }: { $n }
cli-nothing-done = कुछ नहीं किया गया।
cli-apply-with = अभी कुछ नहीं बदला है। दर्ज करने के लिए: { $command }
cli-batch = बैच: { $batch }
cli-undone = { $file } का आयात वापस ले लिया गया।
cli-init-done = डेटाबेस तैयार है ({ $at }); { $states } राज्य और केंद्र शासित प्रदेश।
cli-migrate-done = { $steps ->
        [0] डेटाबेस का ढाँचा अद्यतन है।
       *[other] डेटाबेस का ढाँचा { $steps } चरणों में अद्यतन हुआ।
    }
cli-verify-ok = बहियाँ मेल खाती हैं।
cli-verify-differs = बहियाँ मेल नहीं खातीं। कुछ भी सुधारने से पहले डेटा की एक प्रति रख लें।
cli-check-same = { $n } की तुलना हुई, कोई अंतर नहीं
cli-check-differs = { $n } की तुलना हुई, { $count } में अंतर: { $told }
cli-differs-in = जिला { $district }: { $told }
cli-differs-missing = प्रविष्टियाँ { $from } से { $to } नहीं हैं
cli-differs-unlinked = प्रविष्टि { $entry } (कार्य { $op }, { $act }) अपने से पहली प्रविष्टि से नहीं जुड़ती
cli-differs-altered = प्रविष्टि { $entry } (कार्य { $op }, { $act }) वैसी नहीं है जैसी मुहरबंद हुई थी
cli-differs-cut = शृंखला प्रविष्टि { $last } पर समाप्त होती है, पर उसका शीर्ष { $head } बताता है
cli-differs-loose = कार्य { $op } नहीं है, पर उसका विवरण बचा है
cli-differs-head = { $head } किसी शृंखला में नहीं है: उसके बाद प्रविष्टियाँ बदली गई हैं
cli-not-found = ऐसा कोई अभिलेख नहीं है।
cli-denied = इस पद को यह करने का अधिकार नहीं है।
cli-conflict = इस बीच किसी और ने दूसरा मान सहेज लिया है। देखकर फिर प्रयास करें।
cli-storage-full = डिस्क भर गई है; कुछ नहीं बदला। जगह बनाकर फिर प्रयास करें।
cli-broken = प्रोग्राम आगे नहीं बढ़ सका: { $detail }

check-balances = शेष और प्रविष्टियाँ
check-entries = प्रविष्टियाँ और पंजियाँ
check-targets = लक्ष्य और योजनाएँ
check-rankings = स्थिर की गई रैंकिंग, फिर से बनाकर
check-references = पंजियों के आपसी संदर्भ
check-trees = स्थानों और संगठनों की शाखाएँ
check-names = खोज के शब्द
check-chain = लेखा-परीक्षण की शृंखला
check-head = शृंखला का छपा शीर्ष
cli-chain = लेखा-परीक्षण शृंखला: { $n } प्रविष्टियाँ, शीर्ष { $head }
fault-head_too_short = शृंखला के शीर्ष के कम से कम { $signs } अक्षर चाहिए।
    .cure = रिपोर्ट पर छपा शीर्ष वैसा ही लिखें।

fault-no_database = यहाँ कोई डेटाबेस नहीं है।
    .cure = पहले बनाएँ: samuh init
fault-newer_schema = यह डेटाबेस प्रोग्राम के नए संस्करण से बना है।
    .cure = वही संस्करण चलाएँ, या डेटा की पुरानी प्रति लौटाएँ।
fault-database_address = डेटाबेस का पता पढ़ा नहीं जा सका: { $detail }
    .cure = postgres://… के रूप में लिखें; docs/postgres.md देखें।
fault-database_file = डेटाबेस के पते की फ़ाइल { $file } पढ़ी नहीं जा सकी: { $detail }
    .cure = एक पंक्ति की फ़ाइल दें, जिसे केवल यही खाता पढ़ सके।
fault-database_file_open = डेटाबेस के पते की फ़ाइल { $file } मशीन का कोई भी उपयोगकर्ता पढ़ सकता है।
    .cure = chmod o= चलाकर दूसरों का अधिकार हटाएँ।
fault-database_key_open = डेटाबेस के आगे इस सर्वर की पहचान की कुंजी { $file } दूसरे भी पढ़ सकते हैं।
    .cure = केवल उसके स्वामी के लिए रखें: chmod 400। स्वामी root हो तो उसका समूह भी पढ़ सकता है।
fault-schema_owner = डेटाबेस का यह खाता तालिकाएँ बना या बदल नहीं सकता: { $detail }
    .cure = पहले स्वामी के खाते से samuh migrate चलाएँ, फिर इस खाते से चलाएँ; docs/postgres.md देखें।
fault-grants_missing =
    डेटाबेस के खाते { $account } को इन तालिकाओं पर अधिकार नहीं है: { $tables }{ $more ->
        [0] {""}
       *[other] {" "}और { $more } अन्य
    }
    .cure = स्वामी के खाते से चलाएँ: GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA { $schema } TO { $account };
fault-data_folder = फ़ोल्डर { $folder } नहीं बन सका: { $detail }
    .cure = --data से दूसरा फ़ोल्डर चुनें।
fault-no_such_file = फ़ाइल { $file } नहीं मिली।
    .cure = नाम और फ़ोल्डर जाँच लें।
fault-no_file = फ़ाइल का नाम नहीं दिया गया।
    .cure = ऐसे लिखें: samuh import REGISTER FILE
fault-no_district_yet = पंजी में अभी कोई जिला नहीं है।
    .cure = पहले स्थान आयात करें: samuh import places FILE
fault-which_district = यहाँ एक से अधिक जिले हैं।
    .cure = --district के साथ जिले का एलजीडी कोड लिखें।
fault-no_such_district = जिला { $district } नहीं मिला।
    .cure = एलजीडी कोड या पंजी में लिखा नाम दें।
fault-no_such_indicator = संकेतक { $indicator } नहीं है।
    .cure = इनमें से चुनें: { $list }
fault-asked_missing = संकेतक नहीं बताया गया।
    .cure = पते में indicator=shg_formed जैसा कोड दें; सूची docs/indicators.md में है।
fault-asked_wrong = { $name } का मान "{ $value }" समझ में नहीं आया।
    .cure = ऐसे लिखें: { $takes }
fault-no_such_column = किसी शीट में कॉलम { $column } नहीं है।
    .cure = कॉलम का क्रमांक (1 से) या फ़ाइल में लिखा शीर्षक दें।
fault-no_such_field = पंजी में { $field } नाम का कोई कॉलम नहीं है।
    .cure = नाम वैसे लिखें जैसे `samuh export --names` में आता है।
fault-batch_applied = यह बैच पहले ही दर्ज हो चुका है।
    .cure = कुछ करना नहीं है; चाहें तो samuh undo-import से वापस ले सकते हैं।
fault-batch_undone = यह बैच वापस लिया जा चुका है।
    .cure = फिर चाहिए तो फ़ाइल दोबारा आयात करें।
fault-batch_lapsed = यह बैच 30 दिन से पहले परखा गया था और खाली कर दिया गया है।
    .cure = फ़ाइल दोबारा आयात करें।
fault-batch_refused = यह फ़ाइल अस्वीकृत हुई थी; दर्ज नहीं हो सकती।
    .cure = फ़ाइल सुधारकर फिर भेजें।
fault-batch_staged = यह बैच केवल जाँचा गया था, दर्ज नहीं हुआ।
    .cure = वापस लेने को कुछ नहीं है।
fault-batch_of_another = यह बैच दूसरी पंजी का है: { $register }
    .cure = कमांड में वही पंजी लिखें।
fault-register_moved = इस फ़ाइल की जाँच के बाद पंजी बदल गई है।
    .cure = फ़ाइल एक बार फिर जाँचें, तब दर्ज करें।

demo-synthetic = डेमो जिला: स्थान कोण्डागाँव के वास्तविक हैं (LGD); समूह, सदस्य, पदाधिकारी और सभी आँकड़े काल्पनिक हैं।
cli-demo-logins = डेमो के लॉगिन (सबका पासवर्ड { $password }; ऐसे तय लॉगिन केवल डेमो में होते हैं):
demo-already = यह डेमो पहले से बना है; वही खोला जा रहा है।
demo-samples = आयात आज़माने के लिए त्रुटि-भरी फ़ाइलें: { $folder }
fault-demo_database_full = इस डेटाबेस में पहले से जिला है।
    .cure = डेमो के लिए खाली डेटाबेस दें; जो है उसे खोलने के लिए samuh serve चलाएँ।
fault-demo_not_empty = फ़ोल्डर { $folder } में पहले से डेटा है।
    .cure = डेमो के लिए कोई नया फ़ोल्डर दें: samuh demo --data नया-फ़ोल्डर

cli-exported = { $rows } पंक्तियाँ { $file } में लिखी गईं।
cli-account-made = खाता { $login } खुल गया; पहली बार प्रवेश करते समय पासवर्ड बदलना होगा।
cli-account-link = खाता { $login } खुल गया। पासवर्ड बनाने का एक बार का लिंक (तीन दिन तक): { $link } (या /invitation पृष्ठ पर यह कोड लिखें: { $code })
cli-reset-made = खाता { $login } का पासवर्ड बदल दिया गया है; अगले साइन इन पर उसे बदलना होगा।
cli-reset-link = { $login } का पासवर्ड हटा दिया गया है। नए पासवर्ड का एक बार का लिंक (तीन दिन): { $link } (या पृष्ठ /invitation पर कोड: { $code })
fault-not_exported = यह पंजी शीट के रूप में नहीं निकाली जा सकती।
    .cure = samuh figures चलाएँ, या आँकड़े के पृष्ठ से Excel फ़ाइल लें।
fault-export_ending = फ़ाइल के नाम के अंत में .csv या .xlsx होना चाहिए।
    .cure = जैसे --out groups.xlsx लिखें।
fault-no_such_unit = इस भूमिका के लिए “{ $named }” नाम का कोई स्थान या संगठन नहीं है।
    .cure = उसका कोड, या पंजी में लिखा नाम दें।
targets-add-up = हर लक्ष्य के भाग उसके पूरे योग के बराबर हैं।
fault-district_not_named = इस डेटाबेस में एक से अधिक जिले हैं।
    .cure = जिला बताएँ: --district कोड

cli-handed-over = प्रभार हस्तांतरित हो गया।
cli-relieved = { $count ->
    [one] 1 प्रभार समाप्त हुआ।
   *[other] { $count } प्रभार समाप्त हुए।
}
cli-policy-set = जिले का साइन इन नियम लागू हो गया।
cli-factor-reset = { $login } का दूसरा प्रमाण हटा दिया गया।
cli-post-made = पद { $id } बन गया।

cli-retention = { $name }: { $days } दिन, { $from } से ({ $source })
cli-retention-none = { $name }: कोई नियम नहीं, रखा जाता है
retention-read_log = किसने किसका अभिलेख देखा
retention-former_contact = पूर्व सदस्यों के मोबाइल, खाता और पता
retention-target_contact = समूह में शामिल लक्षित परिवारों के मोबाइल व पता
retention-visit_note = भ्रमणकर्ता और भ्रमण की टिप्पणी
fault-retention_too_short = यह कम से कम { $days } दिन रखा जाता है।
    .cure = उतने या अधिक दिन दें।
fault-retention_source_missing = यह नहीं लिखा कि ये दिन किस नियम या आदेश से हैं।
    .cure = आदेश का क्रमांक और दिनांक लिखें।
cli-factors-reset = { $n } खातों का दूसरा प्रमाण हटाया गया; अगले साइन इन पर नया लगेगा।
fault-key_file_missing = दूसरे प्रमाण की कुंजी की फ़ाइल { $file } नहीं है; { $n } खाते उसी से खुलते हैं।
    .cure = फ़ाइल वापस रखें या --key से बताएँ कि कहाँ है; खो गई हो तो samuh user reset-factors चलाएँ, हर अधिकारी नया प्रमाण लगाएगा।
fault-key_file_other = { $file } उन { $n } खातों की कुंजी नहीं है जिनमें दूसरा प्रमाण लगा है।
    .cure = सही फ़ाइल रखें; एक डेटाबेस के सब सर्वर एक ही फ़ाइल रखते हैं। खो गई हो तो samuh user reset-factors चलाएँ।
fault-key_file_odd = { $file } कुंजी की फ़ाइल नहीं है।
    .cure = उसकी प्रति से सही फ़ाइल वापस रखें।
cli-restore-key = { $n } खातों की दूसरे प्रमाण की कुंजी बैकअप में नहीं होती: फ़ाइल { $file } पर रखें, या samuh user reset-factors चलाएँ।
