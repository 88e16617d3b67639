"""The words of wiki software in the languages of wikis: what pages of people are called, months, and time zones.

Names of the namespaces are those of MediaWiki's language files, months those of its files and of CLDR.
"""

# ruff: noqa: RUF001  Words of other alphabets are what this file knows.

from __future__ import annotations

import re

# `User` and `User talk`, also in the forms for women and as they are abbreviated.
USER = frozenset(
    map(
        str.casefold,
        (
            "user|user talk|benutzer|benutzerin|benutzer diskussion|benutzerin diskussion|bd|utilisateur|utilisatrice"
            "|discussion utilisateur|discussion utilisatrice|utente|discussioni utente|usuario|usuaria|usuario discusión"
            "|usuaria discusión|usuário|usuária|usuário discussão|usuária discussão|utilizador|utilizadora|utilizador discussão"
            "|utilizadora discussão|wikipedysta|wikipedystka|dyskusja wikipedysty|dyskusja wikipedystki|użytkownik|użytkowniczka"
            "|dyskusja użytkownika|dyskusja użytkowniczki|участник|участница|обсуждение участника|обсуждение участницы|оу"
            "|користувач|користувачка|обговорення користувача|обговорення користувачки|gebruiker|overleg gebruiker|användare"
            "|användardiskussion|bruker|brukerdiskusjon|brukar|brukardiskusjon|bruger|brugerdiskussion|käyttäjä"
            "|keskustelu käyttäjästä|szerkesztő|szerkesztővita|wikipedista|wikipedistka|uživatel|uživatelka|diskuse s uživatelem"
            "|diskuse s uživatelkou|diskuse s wikipedistou|diskuse s wikipedistkou|redaktor|diskusia s redaktorom|utilizator"
            "|discuție utilizator|потребител|потребител беседа|корисник|разговор са корисником|korisnik|razgovor sa korisnikom"
            "|razgovor s korisnikom|suradnik|razgovor sa suradnikom|kullanıcı|kullanıcı mesaj|usuari|usuària|usuari discussió"
            "|usuària discussió|lankide|lankide eztabaida|pengguna|pembicaraan pengguna|thành viên|thảo luận thành viên|χρήστης"
            "|συζήτηση χρήστη|متخدم|مستخدم|مستخدمة|نقاش المستخدم|نقاش المستخدمة|کاربر|بحث کاربر|משתמש|משתמשת|שיחת משתמש"
            "|שיחת משתמשת|利用者|利用者‐会話|利用者・トーク|사용자|사용자토론|用户|用戶|使用者|用户讨论|用戶討論|使用者討論|user-talk|ผู้ใช้|คุยกับผู้ใช้|सदस्य|सदस्य वार्ता"
            "|ব্যবহারকারী|ব্যবহারকারী আলাপ|uporabnik|uporabniški pogovor|naudotojas|naudotojo aptarimas|dalībnieks"
            "|dalībnieka diskusija|kasutaja|kasutaja arutelu|notandi|notandaspjall|usuário(a)|usuário(a) discussão|u|ut|у|uzanto"
            "|uzanto-diskuto|vikipediisto|vikipediista diskuto|удзельнік|удзельніца|размовы з удзельнікам|размовы з удзельніцай"
            "|гутаркі ўдзельніка|гутаркі ўдзельніцы|разговор со корисник|корисничка|разговор со корисничка|корисница"
            "|разговор са корисницом|korisnica|razgovor sa korisnicom|suradnica|razgovor sa suradnicom|uporabnica|redaktorka"
            "|diskusia s redaktorkou|utilizatoare|discuţie utilizator|discuție utilizatoare|përdoruesi|përdoruesja"
            "|përdoruesi diskutim|defnyddiwr|sgwrs defnyddiwr|usor|disputatio usoris|İstifadəçi|İstifadəçi müzakirəsi|қатысушы"
            "|қатысушы талқылауы|մասնակից|մասնակցի քննարկում|მომხმარებელი|მომხმარებელი განხილვა|მომხმარებლის განხილვა"
            "|gebruikerbespreking|perbincangan pengguna|bicara pengguna|conversa usuario|conversa usuaria|benotzer|benotzerin"
            "|benotzer diskussioun|metmaacher|metmaacher klaaf|meidogger|meidogger oerlis|bruker diskuschoon|gebroeker"
            "|euverlèk gebroeker|gebruker|overleg gebruker|utilizaire|discussion utilizaire|implijer|kaozeadenn implijer"
            "|úsáideoir|plé úsáideora|brúkari|brúkarakjak|usuariu|usuariu alderique|usuario descusión|descusión usuario|itilizatè"
            "|diskisyon itilizatè|usator|discussion usator|bikarhêner|bikarhêner nîqaş|gotûbêja bikarhêner|qullanıcı"
            "|qullanıcı muzakeresi|foydalanuvchi|foydalanuvchi munozarasi|корбар|баҳси корбар|кулланучы|кулланучы бәхәсе"
            "|ҡатнашыусы|ҡатнашыусы менән һөйләшеү|хутшăнакан|хутшăнаканăн канашлу страници|хэрэглэгч|хэрэглэгчийн яриа"
            "|колдонуучу|колдонуучунун баарлашуулары|архайæг|utent|discussion utent|utenti|discussioni utenti|utente discussioni"
            "|discussione utente|discussion utente|wužiwar|diskusija z wužiwarjom|wužywaŕ|diskusija wužywarja|użytkownik dyskusja"
            "|brëkòwnik|diskùsëjô brëkòwnika|lietotājs|lietotāja diskusija|panganggo|dhiskusi panganggo|naraguna"
            "|dhiskusi naraguna|pamaké|obrolan pamaké|tagagamit|usapang tagagamit|gumagamit|hisgot sa gumagamit|gumaramit"
            "|hiruhimangraw hiton gumaramit|mtumiaji|majadiliano ya mtumiaji|ruraq|ruraq rimanakuy|geban|gebanibespik|सदस्य चर्चा"
            "|प्रयोगकर्ता|प्रयोगकर्ता वार्ता|योजकः|योजकसम्भाषणम्|ਵਰਤੋਂਕਾਰ|ਵਰਤੋਂਕਾਰ ਗੱਲ-ਬਾਤ|સભ્ય|સભ્યની ચર્ચા|பயனர்|பயனர் பேச்சு"
            "|వాడుకరి|వాడుకరి చర్చ|ಸದಸ್ಯ|ಸದಸ್ಯರ ಚರ್ಚೆಪುಟ|ഉപയോക്താവ്|ഉപയോക്താവിന്റെ സംവാദം|පරිශීලක|පරිශීලක සාකච්ඡාව|အသုံးပြုသူ"
            "|အသုံးပြုသူ ဆွေးနွေးချက်|អ្នកប្រើប្រាស់|ការពិភាក្សារបស់អ្នកប្រើប្រាស់|ຜູ້ໃຊ້|ສົນທະນາຂອງຜູ້ໃຊ້|አባል|አባል ውይይት|صارف"
            "|تبادلۂ خیال صارف|بەکارھێنەر|لێدوانی بەکارھێنەر|ایستیفاده‌چی|کارن|يوزر|کارن گپ|ورتن|د ورتن خبرې اترې|באַניצער"
            "|באניצער|באַניצער רעדן|利用者-会話|用户对话|用戶對話|使用者對話|用户討論|使用者讨论"
        ).split("|"),
    )
)
# Whatever a wiki calls the page of somebody's contributions, it names an address or a temporary account.
NUMBERED = re.compile(
    r"^[^:/]{2,30}:[^:/]{3,40}/((?:\d{1,3}\.){3}\d{1,3}|[0-9A-F]{1,4}(?::[0-9A-F]{0,4}){2,7}|~20\d\d-[\d-]{1,20})$",
    re.IGNORECASE,
)
CONTRIBUTIONS = re.compile(
    r"^[^:/]{2,20}:(?:contributions|contribs|contrib|beiträge|contributi|contribuciones|contribuições|wkład|вклад|внесок|bijdragen|bidrag"
    r"|bidrag|muokkaukset|szerkesztő közreműködései|příspěvky|contribuții|приноси|доприноси|katkılar|contribucions|مساهمات|مشارکت‌ها"
    r"|תרומות|投稿記録|기여|用户贡献|用戶貢獻|đóng góp|kontribusi pengguna|contribs)/(.+)$",
    re.IGNORECASE,
)
# Beginnings of the names of months, nominative and genitive, full and short; the longest that fits a word is meant.
MONTHS = {
    1: (
        "jan|ene|gen|sty|янв|січ|oca|ينا|كانون الثاني|ژان|ינו|ιαν|led|tam|sau|urt|siech|يناير|tháng 1|มกรา|leden|ledn|јан|ян"
        "|xan|ionawr|eanáir|ஜன|जन|ጃን|జన|ಜನ|ਜਨ|сту|հնվ|ian|ജനു|ဇန်|იან|yan|xin|ean|қаң|ion|জান|មករ|jaa|जान|جنو|જાન|ມັງ|ජනව"
        "|հունվ|sij"
    ),
    2: (
        "feb|fév|fev|lut|фев|лют|şub|شب|فبر|فوری|פבר|φεβ|úno|hel|vas|ots|únor|февр|chwefror|faoi|ဖေ|ፌብ|феб|shk|ਫ਼ਰ|peb|თებ"
        "|փտվ|fra|ақп|फ़र|chw|ফেব|பிப|فرو|c'h|ಫೆಬ|fea|vee|ఫిబ|ກຸມ|फरव|ફેબ|កុម|फेब|ഫെബ|vel|փետ|पेब|กุม"
    ),
    3: (
        "mar|mär|mrt|maa|бер|мар|مار|آذار|מרץ|μαρ|bře|březen|mac|kov|mawrth|márc|မတ်|μάρ|нау|მარ|മാർ|mäe|сак|maw|ማርች|մրտ|ມີນ"
        "|មីន|மார|մար|ਮਾਰ|meu|मार|মার|માર|már|మార|ಮಾರ|ožu|มีน"
    ),
    4: (
        "apr|avr|abr|kwi|апр|кві|nis|أبر|نيس|آور|אפר|απρ|dub|huh|bal|api|áp|aib|ኤፕሪ|ஏப்|აპრ|кра|pri|ebr|ապր|сәу|មេស|ເມສ|ဧပြ"
        "|ਅਪ੍|ఏప్|এপ্|ഏപ്|एप्|اپر|ಏಪ್|เมษ|એપ્|अप्|tra"
    ),
    5: (
        "may|mai|mag|maj|май|мая|тра|mei|mayo|مايو|أيار|مه|מאי|μαΐ|μαϊ|kvě|tou|geg|máj|maí|maio|મે|मई|ਮਈ|మే|ሜይ|மே|মে|ಮೇ|मे|မေ"
        "|մյս|мај|mae|мам|μάι|مئی|mee|mej|მაი|മേയ|bea|ឧសភ|maai|մայ|พฤษ|svi|ພຶດ"
    ),
    6: (
        "jun|juin|giu|cze|июн|чер|haz|يون|حزي|ژوئن|יונ|ιουν|červen|čvn|kes|bir|jún|xuñ|ጁን|xun|јун|iyn|جون|юни|জুন|hun|જૂન|जून"
        "|мау|जुन|чэр|jūn|eka|qer|meh|iun|ġun|ივნ|ജൂൺ|ਜੂਨ|հնս|iyu|ιού|mez|ಜೂನ|ஜூன|ဇွန|జూన|meit|juun|čer|lipn|មិថ|ມິຖ|հուն|มิถ"
    ),
    7: (
        "jul|juil|lug|lip|июл|лип|tem|يول|تمو|ژوئ|יול|ιουλ|července|červenec|čvc|hei|lie|júl|xul|ဇူ|iul|gor|ივლ|ліп|јул|xnt"
        "|шіл|ጁላይ|юли|uzt|lul|jūl|iyl|জুল|հլս|जुल|hul|ಜುಲ|ജൂല|జుల|iúi|gou|ਜੁਲ|iyul|ஜூல|ιούλ|kor|juu|જુલ|កក្|جول|հու|srpnj"
        "|xune|กรก|ກໍລ"
    ),
    8: (
        "agu|aug|aoû|aou|ago|sie|авг|сер|ağu|أغس|آب|اوت|אוג|αυγ|srp|elo|rug|ogo|ágú|ஆக|ऑग|আগ|ਅਗ|ఆగ|ഓഗ|ಆಗ|अग|lún|там|avq|abu|avg"
        "|αύγ|օգս|აგვ|ኦገስ|aŭg|aww|жні|សីហ|eos|gus|اگس|aws|ઑગસ|ສິງ|ઓગસ|ဩဂု|օգո|สิง|kol"
    ),
    9: (
        "sep|set|wrz|сен|вер|eyl|سبت|أيل|سپت|ספט|σεπ|zář|syy|rugs|sze|sen|စက်|қыр|სექ|ira|ਸਤੰ|sht|ሴፕቴ|सित|սեպ|сеп|সেপ|செப|med"
        "|gwe|mfó|સપ્|កញ្|ruj|ກັນ|ستم|सप्|กัน|సెప|ಸೆಪ|സെപ|सेप|meá"
    ),
    10: (
        "oct|okt|ott|out|paź|окт|жов|eki|أكت|تشرين الأول|اکت|אוק|οκτ|říj|lok|spa|қаз|ኦክቶ|кас|och|tet|ოქტ|հոկ|hyd|urr|அக்|តុល"
        "|her|ຕຸລ|ਅਕਤ|အော|ഒക്|अक्|అక్|অক্|ಅಕ್|dfó|ऑक्|ઑક્|ตุล|listopada|deireadh"
    ),
    11: (
        "nov|lis|ноя|лис|kas|نوف|تشرين الثاني|נוב|νοε|mar|lap|νοέ|ное|नव|நவ|pay|қар|noy|နို|ኖቬም|nob|nën|নভে|ліс|nóv|ਨਵੰ|նոյ"
        "|નવે|നവം|aza|నవం|нов|ნოე|sam|tac|ನವೆ|ພະຈ|نوم|marr|نوا|नोव|វិច|नोभ|stu|พฤศ|noi"
    ),
    12: (
        "dec|déc|dez|dic|des|gru|дек|гру|ara|ديس|كانون الأول|دسا|דצמ|δεκ|pro|jou|abe|dis|ဒီ|դեկ|dhj|дец|avi|ਦਸੰ|დეკ|жел|ዲሴም"
        "|டிச|kzu|diċ|dek|сне|दिस|rha|ធ្ន|ഡിസ|ડિસ|ডিস|nol|det|ker|دسم|ທັນ|डिस|డిస|ಡಿಸ|ธัน"
    ),
}
ZONES = {
    "UTC": 0, "GMT": 0, "WET": 0, "ت ع م": 0, "م ع و": 0, "ইউটিসি": 0, "CET": 1, "MEZ": 1, "WEST": 1, "BST": 1, "IST": 2, "CEST": 2, "MESZ": 2, "EET": 2,
    "SAST": 2, "IDT": 3, "EEST": 3, "MSK": 3, "TRT": 3, "+03": 3, "+07": 7, "WIB": 7, "ICT": 7, "CST": 8, "JST": 9, "KST": 9,
    "AEST": 10, "AEDT": 11, "EST": -5, "EDT": -4, "PST": -8, "PDT": -7, "-03": -3, "BRT": -3,
}  # fmt: skip
