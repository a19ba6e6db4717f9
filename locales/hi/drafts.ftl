# पाठ से निर्देश।

draft-way = निर्देश
draft-title = पाठ से निर्देश
    .text = समाचार, पुराना कार्यवाही विवरण या संदेश चिपकाएँ; उसमें दिए गए निर्देश अलग सूची में आएँगे। जारी करने तक कुछ भी सुरक्षित नहीं होता।
draft-paste = पाठ चिपकाएँ
draft-again = दूसरा पाठ पढ़ें
draft-text = पाठ
    .hint = हिन्दी में, जैसा मिला वैसा ही। कृति देव का पाठ भी चलेगा।
draft-met-on = बैठक का दिनांक
    .hint = “तीन दिवस में” जैसी समय-सीमाएँ इसी दिन से गिनी जाती हैं।
draft-read = निर्देश खोजें
draft-none = इस पाठ में कोई निर्देश नहीं मिला
    .text = यदि निर्देश है तो उसे निर्देश के पृष्ठ पर सीधे लिखें।
draft-source = पढ़ा गया पाठ
draft-found =
    { $n ->
        [one] 1 निर्देश मिला
       *[other] { $n } निर्देश मिले
    }
    .text = जाँचें, पूरा करें और जारी करें
draft-issue = चुने हुए निर्देश जारी करें
draft-see-source = पाठ में देखें
draft-take = निर्देश { $no } जारी करना है
draft-post = उत्तरदायी
draft-more = अन्य उत्तरदायी
draft-nobody = कोई अन्य नहीं
draft-due = समय-सीमा
draft-indicator = जुड़ा संकेतक
draft-no-indicator = कोई संकेतक नहीं
draft-posts-by-topic = पाठ में किसी का नाम नहीं है; उत्तरदायी विषय के अनुसार सुझाए गए हैं।
draft-posts-none = पाठ में किसी का नाम नहीं है। उत्तरदायी चुनें।
draft-issued =
    { $n ->
        [one] 1 निर्देश जारी हुआ
       *[other] { $n } निर्देश जारी हुए
    }
draft-repaired =
    { $n ->
        [one] पुराने फ़ॉन्ट की 1 त्रुटि सुधारी गई
       *[other] पुराने फ़ॉन्ट की { $n } त्रुटियाँ सुधारी गईं
    }

topic-shg_formation = समूह गठन व संतृप्तता
topic-lokos = लोकोस प्रविष्टि
topic-rf = चक्रीय निधि
topic-cif = सामुदायिक निवेश कोष
topic-bank_linkage = बैंक लिंकेज
topic-bank_account = बैंक खाता
topic-insurance = बीमा
topic-pension = पेंशन
topic-doorstep = घर-घर बैंकिंग सेवा
topic-fin_literacy = वित्तीय साक्षरता
topic-vo_audit = अंकेक्षण
topic-federation = ग्राम व संकुल संगठन
topic-cadre = सामुदायिक संवर्ग
topic-training = प्रशिक्षण
topic-plan = कार्ययोजना
topic-report = प्रतिवेदन
topic-lakhpati = लखपति दीदी
topic-mission2020 = मिशन 20-20
topic-producer = उत्पादक समूह व एफपीओ
topic-pvtg = विशेष पिछड़ी जनजाति
topic-marketing = विपणन
topic-fairs = मेला व स्टॉल
topic-tourism = पर्यटन व होटल
topic-canteen = कैंटीन व ढाबा
topic-publicity = प्रचार-प्रसार
topic-odop = एक गाँव एक उत्पाद
topic-quality = गुणवत्ता व पैकेजिंग
topic-crops = कृषि व उद्यानिकी
topic-livestock = पशुपालन
topic-milk = दुग्ध उत्पादन
topic-fishery = मत्स्य व मखाना
topic-silk = रेशम
topic-forest = वनोपज
topic-mgnrega = मनरेगा
topic-sbm = स्वच्छ भारत मिशन
topic-pmay = प्रधानमंत्री आवास
topic-hostels = छात्रावास व आश्रम
topic-children = बच्चे व पोषण
topic-health = स्वास्थ्य
topic-education = शिक्षा
topic-water = पेयजल
topic-works = निर्माण कार्य
topic-encroachment = अतिक्रमण
topic-records = अभिलेख व पंजी
topic-complaints = शिकायत व आवेदन
topic-courts = न्यायालयीन प्रकरण
topic-paddy = धान खरीदी
topic-protocol = प्रोटोकॉल
topic-discipline = अनुशासन

deadline-date = निश्चित दिनांक तक
deadline-hours = { $n } घंटे में
deadline-days = { $n } दिन में
deadline-months = { $n } माह में
deadline-today = आज ही
deadline-tomorrow = कल तक
deadline-weekday = दिए गए वार तक
deadline-week_end = सप्ताह के अंत तक
deadline-month_end = माह के अंत तक
deadline-next_month = अगले माह तक
deadline-end_of = बताए गए माह के अंत तक
deadline-year_end = वित्तीय वर्ष के अंत तक
deadline-next_meeting = आगामी बैठक तक
deadline-at_once = तत्काल
deadline-daily = प्रतिदिन
deadline-weekly = प्रति सप्ताह
deadline-fortnightly = प्रति पखवाड़ा
deadline-monthly = प्रति माह
deadline-in_time = समय-सीमा में

fault-draft_text_empty = पाठ नहीं चिपकाया गया।
    .cure = पाठ चिपकाकर फिर खोजें।
fault-draft_text_long = पाठ बहुत लंबा है।
    .cure = उसे भागों में चिपकाएँ; एक बार में लगभग बीस पृष्ठ पढ़े जाते हैं।
fault-draft_day = बैठक का दिनांक पढ़ा नहीं जा सका।
    .cure = दिनांक 20/11/2026 की तरह लिखें।
fault-draft_none_taken = कोई निर्देश नहीं चुना गया।
    .cure = जो जारी करने हैं उन पर चिह्न लगाएँ।
