# पूरे उत्पाद में काम आने वाले शब्द। ⟦…⟧ = मोटे अक्षर, ⟨…⟩ = लिंक।
-block = विकासखण्ड
-collector = कलेक्टर

product-name = जिला आजीविका मिशन
owned-by = यह प्रणाली जिला आजीविका मिशन कार्यालय की है।
skip-to-main = मुख्य सामग्री पर जाएँ
last-updated = अंतिम अद्यतन: { $at }
synthetic-notice = यह प्रदर्शन है: समूहों, सदस्यों और अधिकारियों के नाम व आँकड़े काल्पनिक हैं; स्थानों के नाम और कोड वास्तविक हैं।
site-map = साइट मानचित्र
sign-out = साइन आउट
account-of = मेरा खाता: { $name }

nav-main = मुख्य
nav-quick = त्वरित
nav-all = सभी पृष्ठ
nav-more = अन्य
nav-dashboard = डैशबोर्ड
    .short = डैशबोर्ड
nav-groups = समूह
    .short = समूह
nav-members = सदस्य
nav-federations = ग्राम संगठन व संकुल
nav-targets = कार्ययोजना व लक्ष्य
    .short = लक्ष्य
nav-places = स्थान
nav-reported = मासिक प्रतिवेदन
nav-imports = फ़ाइल आयात
    .short = आयात
nav-users = उपयोगकर्ता

search-label = खोजें
    .hint = समूह, गाँव, दीदी खोजें — हिन्दी या English में
crumbs = आप यहाँ हैं

money-crore = ₹ { $n } करोड़
money-lakh = ₹ { $n } लाख

month-1 = जनवरी
    .short = जन
month-2 = फरवरी
    .short = फर
month-3 = मार्च
    .short = मार्च
month-4 = अप्रैल
    .short = अप्रै
month-5 = मई
    .short = मई
month-6 = जून
    .short = जून
month-7 = जुलाई
    .short = जुल
month-8 = अगस्त
    .short = अग
month-9 = सितंबर
    .short = सितं
month-10 = अक्टूबर
    .short = अक्टू
month-11 = नवंबर
    .short = नवं
month-12 = दिसंबर
    .short = दिसं

weekday-1 = सोमवार
weekday-2 = मंगलवार
weekday-3 = बुधवार
weekday-4 = गुरुवार
weekday-5 = शुक्रवार
weekday-6 = शनिवार
weekday-7 = रविवार

level-state = राज्य
level-district = जिला
level-block = { -block }
level-gp = ग्राम पंचायत
level-village = गाँव
level-clf = संकुल संगठन
level-vo = ग्राम संगठन
level-shg = समूह

beneficiary = हितग्राही

pager = सूची के पृष्ठ
pager-of = { $total } में से { $shown } दिखाए गए
pager-shown = { $shown } दिखाए गए
pager-first = आरंभ से
pager-next = अगले { $n }
list-count =
    { $n ->
        [0] कोई प्रविष्टि नहीं
        [one] 1 प्रविष्टि
       *[other] { $n } प्रविष्टियाँ
    }
filter-apply = देखें
filter-clear = छँटाई हटाएँ
filter-all = सभी
download-excel = एक्सेल डाउनलोड
see-all = सभी { $n } देखें
total = योग
yes = हाँ
no = नहीं
cancel = रद्द करें
save = सहेजें
serial = क्र.

form-problems = कृपया इन्हें ठीक करें
form-problem = त्रुटि:
optional = (ऐच्छिक)

source-counted = गणना से
    .note = पंजियों से गिना गया
source-reported = प्रतिवेदित
    .note = कार्यालय द्वारा भेजा गया आँकड़ा
source-verified = सत्यापित
    .note = जाँच के बाद मान्य
source-pending = सत्यापन लंबित
    .note = अभी जाँचा नहीं गया

error-400 = पता या अनुरोध ठीक नहीं है
    .text = पते में लिखा माह, वर्ष या कोड पढ़ा नहीं जा सका। पता जाँचें या डैशबोर्ड से दोबारा चुनें।
error-403 = आपके पद को यह कार्य करने का अधिकार नहीं है
    .text = यह कार्य दूसरे पद को सौंपा गया है। अधिकार चाहिए तो अपने प्रणाली प्रशासक से कहें।
error-404 = यह पृष्ठ नहीं मिला
    .text = यह अभिलेख या तो नहीं है या आपके कार्यक्षेत्र से बाहर है। नाम से खोजें या डैशबोर्ड से चलें।
error-409 = यह अभिलेख इस बीच बदल चुका है
    .text = आपके खोलने के बाद किसी ने इसे बदला है। नया रूप खोलें, अंतर देखें और अपना परिवर्तन फिर से करें।
error-413 = फ़ाइल बहुत बड़ी है
    .text = फ़ाइल को भागों में बाँटें और हर भाग अलग भेजें।
error-422 = भेजी गई जानकारी में कमी है
    .text = कुछ भी बदला नहीं गया है। नीचे लिखी बातें ठीक करके दोबारा भेजें।
error-429 = बहुत बार प्रयास हुआ
    .text = कुछ समय रुककर फिर प्रयास करें।
error-500 = प्रणाली में त्रुटि हुई
    .text = आपका कार्य सहेजा नहीं गया; पहले का कोई आँकड़ा नहीं बदला है। थोड़ी देर बाद फिर प्रयास करें।
error-503 = प्रणाली अभी व्यस्त है
    .text = कुछ मिनट बाद फिर प्रयास करें। आपके आँकड़े सुरक्षित हैं।
error-reference = संदर्भ क्रमांक: { $number }। सहायता माँगते समय यह क्रमांक बताएँ।
error-home = डैशबोर्ड पर जाएँ
error-search = खोजें
error-back = पिछले पृष्ठ पर जाएँ
