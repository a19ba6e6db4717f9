# फ़ाइल आयात के पृष्ठ।
imports-title = फ़ाइल आयात
imports-empty = अभी कोई फ़ाइल आयात नहीं हुई है
    .text = एक्सेल या सीएसवी फ़ाइल भेजें; पहले परखा जाएगा, आपकी सहमति से ही दर्ज होगा।
import-new = नई फ़ाइल आयात करें
    .under = .xlsx, .xls, .csv या .txt · हिन्दी या अंग्रेज़ी शीर्षक
import-register = किस पंजी में
import-file = फ़ाइल
    .hint = अपनी फ़ाइल जैसी है वैसी भेजें: ऊपर के शीर्षक, जुड़े खाने, योग की पंक्ति और कृति देव सब पढ़े जाते हैं।
import-send = भेजें और परखें
import-state = स्थिति
import-taken = दर्ज
import-left = शेष
import-at = समय
import-record = अभिलेख
import-state-reading = पढ़ी जा रही है
import-state-waiting = कॉलम देखने हैं
import-state-dry-run = परखी गई, दर्ज नहीं
import-state-applying = दर्ज हो रही है
import-state-applied = दर्ज
import-state-undone = वापस ली गई
import-state-lapsed = अवधि बीती: दर्ज नहीं
import-state-refused = अस्वीकृत

register-places = स्थान (विकासखण्ड, ग्राम पंचायत, गाँव)
register-federations = ग्राम संगठन व संकुल संगठन
register-groups = समूह
register-members = सदस्य
register-progress = मासिक प्रगति
register-targets = लक्ष्य

import-step-upload = फ़ाइल भेजें
import-step-understood = कॉलम देखें
import-step-dry-run = परखें
import-step-apply = दर्ज करें
import-step-done = पूर्ण

import-promises = क्या होगा
    .nothing = आपकी सहमति से पहले कुछ भी नहीं बदलेगा।
    .every-row = हर पंक्ति का हिसाब मिलेगा: नई, बदली, वही, संदिग्ध, अस्वीकृत या छोड़ी गई।
    .undo = दर्ज होने के बाद भी पूरा आयात वापस लिया जा सकता है।
    .aadhaar = आधार संख्या कभी नहीं रखी जाती; मिले तो वह मान अस्वीकार होगा।
import-samples = नमूना फ़ाइलें
import-reading = फ़ाइल पढ़ी जा रही है
    .rows =
        { $done ->
            [one] 1 पंक्ति पढ़ी गई
           *[other] { $done } पंक्तियाँ पढ़ी गईं
        }
    .of = { $of } में से { $done } पंक्तियाँ पढ़ी गईं
import-writing = पंक्तियाँ दर्ज हो रही हैं
    .rows =
        { $done ->
            [one] 1 पंक्ति दर्ज हुई
           *[other] { $done } पंक्तियाँ दर्ज हुईं
        }
    .of = { $of } में से { $done } पंक्तियाँ दर्ज हुईं
import-leave = यह पृष्ठ छोड़ सकते हैं; काम चलता रहेगा और आयात सूची में दिखेगा।

import-understood-lead = हर कॉलम को जिस रूप में समझा गया, वह नीचे है। कुछ गलत हो तो यहीं सुधारें; यह सुधार इसी ढाँचे की अगली फ़ाइल के लिए याद रहेगा।
import-to-dry-run = ठीक है, अब परखें
import-sheet = शीट “{ $name }”
import-sheet-told =
    शीर्षक पंक्ति { $row } · { $rows ->
        [one] 1 पंक्ति
       *[other] { $rows } पंक्तियाँ
    }
import-sheet-no-heading = शीर्षक पंक्ति नहीं मिली
import-missing = ये आवश्यक कॉलम नहीं मिले: { $fields }
    .cure = नीचे सही कॉलम चुनें, या फ़ाइल में यह कॉलम जोड़कर दोबारा भेजें।
import-level = पंक्तियों का स्तर
    .hint = केवल ऐसी सादी शीट के लिए जिसमें एक ही स्तर के स्थान हों
import-level-of-row = जैसा हर पंक्ति में लिखा है
import-year = जिन माहों के साथ वर्ष नहीं है, उनका वर्ष
    .hint = तब काम आता है जब न शीर्षक में वर्ष हो, न शीट में
import-year-of-sheet = जैसा शीट में लिखा है
import-read-sheet = यह शीट पढ़ें
import-leave-out = (न पढ़ें)
import-column = कॉलम
import-heading = शीर्षक
import-values = पहले मान
import-field = किस रूप में
import-field-of = कॉलम { $column } किस रूप में
import-how = कैसे पहचाना
how-exact = शीर्षक वही
how-synonym = पर्याय से
how-close = मिलती वर्तनी से
how-remembered = पिछली बार से
how-by_hand = आपने चुना

tally = आयात का हिसाब
tally-rows = पढ़ी गई पंक्तियाँ
tally-new = नई
tally-changed = बदलेंगी
tally-unchanged = जैसी हैं
tally-doubtful = संदिग्ध
tally-refused = अस्वीकृत
tally-skipped = छोड़ी गई

import-dry-run-told = परख पूरी हुई; अभी कुछ भी नहीं बदला है
    .text = नीचे देखें कि दर्ज करने पर क्या होगा। संदिग्ध और अस्वीकृत पंक्तियाँ दर्ज नहीं होंगी; उन्हें सुधारकर बाद में भेज सकते हैं।
import-applied-told =
    { $n ->
        [one] 1 पंक्ति दर्ज हुई
       *[other] { $n } पंक्तियाँ दर्ज हुईं
    }
    .text = आँकड़े डैशबोर्ड पर आ चुके हैं। भूल हुई हो तो पूरा आयात वापस ले सकते हैं।
import-lapsed-told = यह फ़ाइल परखी गई थी, पर दर्ज नहीं की गई
    .text = 30 दिन बाद इसकी पंक्तियों का विवरण हटा दिया गया; गिनती बनी हुई है। अब भी चाहिए तो फ़ाइल फिर भेजें।
import-undone-told = यह आयात वापस ले लिया गया है
    .text = पंजियाँ और आँकड़े वैसे ही हैं जैसे आयात से पहले थे। दोष और सुधार यहाँ 30 दिन तक दिखेंगे, उसके बाद केवल गिनती रहेगी।
import-cannot-undo = यह आयात वापस नहीं लिया जा सकता: बाद के ये कार्य इस पर निर्भर हैं
import-report = दोष अंकित फ़ाइल
import-apply =
    { $n ->
        [one] 1 पंक्ति दर्ज करें
       *[other] { $n } पंक्तियाँ दर्ज करें
    }
import-decide =
    { $n ->
        [0] लिए गए निर्णय देखें
        [one] 1 संदिग्ध पंक्ति पर निर्णय दें
       *[other] { $n } संदिग्ध पंक्तियों पर निर्णय दें
    }
import-columns-again = कॉलम फिर से सुधारें
import-nothing-to-apply = दर्ज करने योग्य कोई नई या बदली पंक्ति नहीं है।
import-undo = आयात वापस लें
import-undo-waits = इस आयात को वापस लेना स्वीकृति की प्रतीक्षा में है
import-where = कहाँ
import-value = फ़ाइल में मान
import-reason = कारण
import-cure = क्या करें
import-change-field = मद
import-in-register = पंजी में
import-to = दर्ज होगा
import-kind = सुधार
import-faults = दोष
    .none = कोई दोष नहीं मिला
import-changes = बदलने वाले मान
    .none = कोई मान नहीं बदलेगा
import-repairs = अपने आप किए गए सुधार
    .none = कोई सुधार आवश्यक नहीं था
import-skipped = छोड़ी गई पंक्तियाँ
    .none = कोई पंक्ति नहीं छोड़ी गई

why-total = योग की पंक्ति
why-subtotal = उप-योग की पंक्ति
why-repeated_heading = शीर्षक दोहराया गया
why-note = टीप या हस्ताक्षर
why-left_out = किसी ने इसे छोड़ने का निर्णय लिया
why-exact_repeat = वही पंक्ति पहले आ चुकी है

import-doubts = संदिग्ध पंक्तियाँ
    .under = स्थान के नाम का अर्थ हर शीट के लिए याद रहेगा; पंक्ति का निर्णय इसी फ़ाइल के लिए है
    .none = कोई पंक्ति निर्णय की प्रतीक्षा में नहीं है
    .next = फ़ाइल की परख पर लौटें और स्वीकृत पंक्तियाँ दर्ज करें।
import-doubts-save = निर्णय सहेजें
import-doubt-where =
    शीट “{ $sheet }”, पंक्ति { $row }{ $n ->
        [one] {""}
       *[other] {" "}और इसी प्रश्न की कुल { $n } पंक्तियाँ
    }
import-doubt-new = इनमें से कोई नहीं: नया अभिलेख बनाएँ
import-doubt-skip = यह पंक्ति न लें
doubt-place-unknown = “{ $value }” नाम का स्थान { $above } में नहीं मिला। यह कौन-सा स्थान है?
doubt-place-ambiguous = { $above } में “{ $value }” नाम के एक से अधिक स्थान हैं। यह कौन-सा है?
import-doubt-same = यही है; पंक्ति से अद्यतन करें:
import-doubt-under = इसी समूह की है:
import-doubt-instead = यह पंक्ति लें, और शीट “{ $sheet }” की पंक्ति { $row } छोड़ दें
import-doubts-all = { $question } ({ $n } पंक्तियाँ)
import-doubts-each = नीचे एक-एक पंक्ति पर निर्णय लें
import-doubts-all-new = ये सब नए अभिलेख हैं
import-doubts-all-out = इनमें से कोई न लें
import-doubts-decided =
    { $n ->
        [one] इस फ़ाइल की 1 पंक्ति पर आप निर्णय ले चुके हैं।
       *[other] इस फ़ाइल की { $n } पंक्तियों पर आप निर्णय ले चुके हैं।
    }
import-doubts-withdraw = ये निर्णय वापस लें
doubt-kind-known-group = शायद पंजी में पहले से है
doubt-kind-known-member = सदस्य शायद पंजी में पहले से है
doubt-kind-same-row = शायद फ़ाइल में दो बार है
doubt-kind-code-twice = वही कोड दूसरे मानों के साथ
doubt-kind-place = इस नाम के एक से अधिक स्थान हैं
doubt-kind-place-near = स्थान का नाम नहीं मिला, मिलते-जुलते नाम हैं
doubt-kind-place-unknown = स्थान का नाम पंजी में नहीं है
doubt-kind-group = समूह स्पष्ट नहीं है
doubt-kind-other = दूसरी संदिग्ध पंक्तियाँ
doubt-federation-unknown = “{ $value }” नाम का संगठन पंजी में नहीं है। यह कौन-सा है?

import-json = JSON में
import-figures = आँकड़ा, शीर्षक के अनुसार
import-figures-link = आँकड़े देखें
import-cannot-apply = यह आयात दर्ज नहीं हो सकता; कुछ भी बदला नहीं है
import-warning-rows =
    { $n ->
        [one] { $message } (पंक्ति { $row })
       *[other] { $message } (पंक्ति { $row }, कुल { $n } पंक्तियाँ)
    }
import-who-machine = प्रणाली, कमांड लाइन से
import-report-list = { $file } की गलतियाँ और चेतावनियाँ

fault-import_at_work = इस आयात पर अभी काम चल रहा है।
    .cure = थोड़ी देर रुककर इसका पृष्ठ फिर देखें।
fault-imports_busy = कई फ़ाइलें पढ़े जाने की प्रतीक्षा में हैं।
    .cure = उनमें से कुछ पूरी होने दें, फिर फ़ाइल दोबारा भेजें।
fault-upload_gone = इस आयात की फ़ाइल अब रखी हुई नहीं है।
    .cure = फ़ाइल दोबारा भेजें।
fault-register_not_chosen = चुनें कि यह फ़ाइल किस पंजी की है।
fault-file_missing = ऐसी फ़ाइल चुनें जो खाली न हो।
fault-column_twice = कॉलम { $first } और { $second } दोनों “{ $field }” माने गए हैं।
    .cure = उनमें से एक को छोड़ दें।
fault-decision_gone = यह पृष्ठ खुलने के बाद संदिग्ध पंक्तियाँ बदल गई हैं।
    .cure = उन्हें एक बार फिर देखकर निर्णय लें।

account-open = खाता है

import-needs-second = स्वीकृति का नियम दूसरा पद माँगता है: इस आयात को देख सकने वाला कोई दूसरा अधिकारी इसे दर्ज करेगा।
