# कलेक्टर का पृष्ठ।
dashboard-title-district = जिला समीक्षा पटल
dashboard-title-block = { -block } { $name }
dashboard-title-clf = { $name }
dashboard-title-vo = { $name }
dashboard-title-gp = ग्राम पंचायत { $name }
dashboard-title-village = ग्राम { $name }
dashboard-under = { $day } · वर्ष का { $percent }% समय बीता
dashboard-compare = तुलना आज तक के अपेक्षित लक्ष्य से
dashboard-with-pending = बिना स्वीकृति वाले परिवर्तन भी शामिल
dashboard-brief = सार
dashboard-questions = आज पूछने योग्य प्रश्न

dashboard-summary =
    { $total } में से ⟦{ $on ->
        [0] कोई संकेतक गति पर नहीं
        [one] 1 संकेतक गति पर
       *[other] { $on } संकेतक गति पर
    }⟧, { $near } निकट और { $behind ->
        [0] कोई पिछड़ा नहीं है
        [one] 1 पिछड़ा है
       *[other] { $behind } पिछड़े हैं
    }।
dashboard-summary-no-own = इस इकाई का अलग लक्ष्य तय नहीं है, इसलिए नीचे केवल उपलब्धि है।
dashboard-summary-none = इस वर्ष के लक्ष्य अभी दर्ज नहीं हैं, इसलिए गति नहीं बताई जा सकती; नीचे केवल उपलब्धि है। ⟨लक्ष्य दर्ज करें⟩
dashboard-attention =
    सबसे अधिक ध्यान ⟨{ $unit }⟩ को चाहिए — ⟦{ $n ->
        [one] 1 संकेतक में पीछे
       *[other] { $n } संकेतकों में पीछे
    }⟧।
dashboard-all-well =
    { $units ->
        [block] किसी भी { -block } में कोई संकेतक पीछे नहीं है।
        [clf] किसी भी संकुल संगठन में कोई संकेतक पीछे नहीं है।
        [vo] किसी भी ग्राम संगठन में कोई संकेतक पीछे नहीं है।
        [gp] किसी भी ग्राम पंचायत में कोई संकेतक पीछे नहीं है।
       *[other] कहीं भी कोई संकेतक पीछे नहीं है।
    }
dashboard-everywhere =
    ⟨{ $indicator }⟩ हर { $units ->
        [block] { -block }
        [clf] संकुल संगठन
        [vo] ग्राम संगठन
        [gp] ग्राम पंचायत
       *[other] इकाई
    } में पीछे है।
dashboard-except =
    ⟨{ $indicator }⟩ { $unit } के अलावा हर { $units ->
        [block] { -block }
        [clf] संकुल संगठन
        [vo] ग्राम संगठन
        [gp] ग्राम पंचायत
       *[other] इकाई
    } में पीछे है।
dashboard-without-target =
    { $n ->
        [one] 1 संकेतक का लक्ष्य दर्ज नहीं है।
       *[other] { $n } संकेतकों के लक्ष्य दर्ज नहीं हैं।
    }
dashboard-no-data = अभी कोई आँकड़ा दर्ज नहीं है
    .text = पहले स्थानों की सूची, फिर समूहों और सदस्यों की फ़ाइलें आयात करें। आयात होते ही यह पृष्ठ अपने आप भर जाएगा।
    .action = फ़ाइल आयात करें
dashboard-nothing-before = { $day } तक कोई प्रविष्टि दर्ज नहीं थी
    .text = “की स्थिति” दर्ज होने के समय से देखी जाती है। बाद में आयात किया गया पुराना विवरण उस दिन की स्थिति में नहीं आता।
    .action = आज की स्थिति देखें

question-low = { $unit }: { $indicator } { $percent } क्यों?
    .note = उपलब्धि { $achieved }, आज तक अपेक्षित { $expected }
question-falling = { $unit }: { $indicator } गिरकर { $percent } पर
    .note = पिछले माह से { $points } अंक नीचे
question-stale =
    { $unit }: { $days ->
        [one] 1 दिन
       *[other] { $days } दिन
    } से कोई प्रविष्टि नहीं
    .note = अंतिम प्रविष्टि { $last }
question-gap-account =
    { $n ->
        [one] 1 समूह का बैंक खाता नहीं
       *[other] { $n } समूहों के बैंक खाते नहीं
    }
    .note = सबसे अधिक { $unit } में: { $most }
question-gap-lokos =
    { $n ->
        [one] 1 समूह लोकोस में दर्ज नहीं
       *[other] { $n } समूह लोकोस में दर्ज नहीं
    }
    .note = सबसे अधिक { $unit } में: { $most }
question-gap-vo =
    { $n ->
        [one] 1 समूह किसी ग्राम संगठन से नहीं जुड़ा
       *[other] { $n } समूह किसी ग्राम संगठन से नहीं जुड़े
    }
    .note = सबसे अधिक { $unit } में: { $most }
question-gap-active =
    { $n ->
        [one] 1 समूह निष्क्रिय
       *[other] { $n } समूह निष्क्रिय
    }
    .note = सबसे अधिक { $unit } में: { $most }

freshness = आँकड़ों की ताज़गी — पिछले 7 दिन
freshness-days =
    { $n ->
        [0] आज
        [1] कल
       *[other] { $n } दिन पुराने
    }
freshness-stalest = { $all } में से सबसे पुराने { $n }
freshness-never = कोई प्रविष्टि नहीं

kpi-all = मुख्य आँकड़े
kpi-annual = / { $n } वार्षिक
kpi-pace = { $percent } गति
kpi-months = माहवार
kpi-month = { $month } { $achieved }
kpi-month-target = { $month } { $achieved }, लक्ष्य { $target }
kpi-this-month = इस माह { $n }
kpi-last-year = पिछले वर्ष इस दिन तक { $n }
glance = पंजियाँ एक नज़र में

choose-year = वित्तीय वर्ष
choose-month = माह
choose-one = चुनें
choose-whole-year = पूरा वर्ष (अब तक)
choose-as-on = किस दिन की स्थिति
choose-pending = बिना स्वीकृति वाले परिवर्तन
choose-pending-without = शामिल नहीं
choose-pending-with = शामिल

status-critical = गंभीर
    .range = गंभीर <60
status-behind = पिछड़ा
    .range = पिछड़ा 60–79
status-near = निकट
    .range = निकट 80–94
status-on-pace = गति पर
    .range = गति पर 95–109
status-ahead = आगे
    .range = आगे 110+
status-no-target = लक्ष्य नहीं
    .range = लक्ष्य नहीं

heat-title-block = { -block } × संकेतक
heat-title-clf = संकुल संगठन × संकेतक
heat-title-vo = ग्राम संगठन × संकेतक
heat-title-gp = ग्राम पंचायत × संकेतक
heat-title-village = गाँव × संकेतक
heat-title-district = जिला × संकेतक
heat-sub = आज तक के लक्ष्य का % · नीचे उपलब्धि/लक्ष्य
heat-sub-plain = उपलब्धि
heat-views = किसके अनुसार
heat-indicator = संकेतक
heat-whole = उपलब्धि · गति %
heat-today = आज तक अपेक्षित
heat-annual = वार्षिक लक्ष्य { $n }
heat-behind =
    { $n ->
        [0] सब ठीक
       *[other] { $n } में पीछे
    }
heat-of-pace = गति का
heat-in-lakh = ₹ लाख में
heat-no-entry = कोई प्रविष्टि नहीं
view-block = { -block }वार
view-clf = संकुलवार
view-gp = ग्राम पंचायतवार
view-vo = ग्राम संगठनवार
view-village = गाँववार

map = मानचित्र
map-indicator = संकेतक
map-title = मानचित्र: { $indicator }
map-schematic = सीमाएँ योजनाबद्ध हैं, नाप के लिए नहीं।
map-source = सीमाएँ: आयात की गई सीमा फ़ाइल से।
lagging-clf = पिछड़ते संकुल संगठन
lagging-vo = पिछड़ते ग्राम संगठन
lagging-gp = पिछड़ती ग्राम पंचायतें
lagging-block = पिछड़ते { -block }
lagging-village = पिछड़ते गाँव
lagging-district = पिछड़ते जिले
lagging-none = कोई इकाई पीछे नहीं है
lagging-months = पिछले माहों की गति: { $months }

outlook = वर्षान्त तक लक्ष्य पूरा होगा?
outlook-annual = वार्षिक लक्ष्य
outlook-end = वर्षान्त का अनुमान
outlook-band = { $expected } ({ $low } से { $high })
outlook-chance = लक्ष्य पूरा होने की संभावना
outlook-pace = शेष वर्ष में ज़रूरी गति
outlook-pace-more = अब तक की गति की { $percent }%
outlook-pace-same = अब तक की गति ही पर्याप्त ({ $percent }%)
outlook-reached = लक्ष्य पूरा हो चुका
outlook-on_track = राह पर
outlook-watch = नज़र रखें
outlook-behind = पिछड़ा
outlook-critical = गंभीर
outlook-unsure = भरोसा कम: आँकड़े थोड़े हैं
outlook-fresh =
    { $n ->
        [0] नवीनतम प्रविष्टि आज की
        [1] नवीनतम प्रविष्टि कल की
       *[other] नवीनतम प्रविष्टि { $n } दिन पुरानी
    }
outlook-stale = आँकड़े { $n } दिन पुराने हैं: पहले प्रविष्टि करवाएँ, फिर गति आँकें
