"""The words of dates in the languages of forums: months, days of the week, today and yesterday, and `3 hours ago`."""

# ruff: noqa: RUF001  Letters of other scripts are meant as they stand.

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType

# Twelve months a line: full names, other cases and short forms. Words that two languages use for different months are
# left out, save Polish and Czech against Croatian `listopad`: forums in the first two are more by far.
MONTH_WORDS = (
    "january,jan february,feb march,mar april,apr may june,jun july,jul august,aug september,sep,sept october,oct november,nov december,dec",
    "januar,jänner februar,feber märz,mrz,mär april mai juni juli august,august september oktober,okt november dezember,dez",
    "janvier,janv février,févr,fév mars avril,avr mai juin juillet,juil août,aoû septembre octobre novembre décembre,déc",
    "enero,ene febrero marzo abril,abr mayo junio julio agosto,ago septiembre,setiembre octubre noviembre diciembre,dic",
    "gennaio,gen febbraio marzo aprile maggio,mag giugno,giu luglio,lug agosto settembre,set,sett ottobre,ott novembre dicembre",
    "janeiro fevereiro,fev março abril maio junho julho agosto setembro outubro,out novembro dezembro",
    "januari februari maart,mrt april mei juni juli augustus september oktober november december",
    (
        "styczeń,stycznia,sty luty,lutego,lut marzec,marca kwiecień,kwietnia,kwi,kwie maj,maja czerwiec,czerwca,cze lipiec,lipca,lip"
        " sierpień,sierpnia,sie wrzesień,września,wrz październik,października,paź listopad,listopada,lis grudzień,grudnia,gru"
    ),
    (
        "январь,января,янв февраль,февраля,фев,февр март,марта,мар апрель,апреля,апр май,мая,мая июнь,июня,июн июль,июля,июл"
        " август,августа,авг сентябрь,сентября,сен,сент октябрь,октября,окт ноябрь,ноября,ноя,нояб декабрь,декабря,дек"
    ),
    (
        "січень,січня,січ лютий,лютого,лют березень,березня,бер квітень,квітня,кві травень,травня,тра червень,червня,чер"
        " липень,липня,лип серпень,серпня,сер вересень,вересня,вер жовтень,жовтня,жов листопад,листопада,лис грудень,грудня,гру"
    ),
    "ocak,oca şubat,şub mart nisan,nis mayıs haziran,haz,hzr temmuz,tem ağustos,ağu eylül,eyl ekim,eki,ekm kasım,kas,ksm aralık,ara,arl",
    (
        "tammikuu,tammikuuta,tammi helmikuu,helmikuuta,helmi maaliskuu,maaliskuuta,maalis huhtikuu,huhtikuuta,huhti"
        " toukokuu,toukokuuta,touko kesäkuu,kesäkuuta,kesä heinäkuu,heinäkuuta,heinä elokuu,elokuuta,elo syyskuu,syyskuuta,syys"
        " lokakuu,lokakuuta,loka marraskuu,marraskuuta,marras joulukuu,joulukuuta,joulu"
    ),
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november desember,des",
    (
        "leden,ledna únor,února březen,března duben,dubna květen,května červen,června červenec,července srpen,srpna"
        " září říjen,října listopad,listopadu prosinec,prosince"
    ),
    (
        "január,januára február,februára marec,marca apríl,apríla máj,mája jún,júna júl,júla august,augusta september,septembra"
        " október,októbra november,novembra december,decembra"
    ),
    "január február március,márc április,ápr május,máj június,jún július,júl augusztus szeptember,szept,szep október november december",
    "ianuarie,ian februarie martie aprilie mai iunie,iun iulie,iul august septembrie octombrie noiembrie,noi decembrie",
    (
        "ιανουάριος,ιανουαρίου,ιαν φεβρουάριος,φεβρουαρίου,φεβ μάρτιος,μαρτίου,μαρ απρίλιος,απριλίου,απρ μάιος,μαΐου,μάι"
        " ιούνιος,ιουνίου,ιουν ιούλιος,ιουλίου,ιουλ αύγουστος,αυγούστου,αυγ σεπτέμβριος,σεπτεμβρίου,σεπ οκτώβριος,οκτωβρίου,οκτ"
        " νοέμβριος,νοεμβρίου,νοε,νοέμ δεκέμβριος,δεκεμβρίου,δεκ"
    ),
    "يناير فبراير مارس أبريل,إبريل مايو يونيو يوليو,يوليوز أغسطس,غشت سبتمبر,شتنبر أكتوبر نوفمبر,نونبر ديسمبر,دجنبر",
    "ינואר,ינו פברואר,פבר מרץ,מרס אפריל,אפר מאי יוני יולי אוגוסט,אוג ספטמבר,ספט אוקטובר,אוק נובמבר,נוב דצמבר,דצמ",
    "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "januari februari maret april mei juni juli agustus,agt september oktober november desember",
    "led úno bře dub kvě čer črc srp zář říj lis pro",
    (
        "siječanj,siječnja,sij veljača,veljače,velj ožujak,ožujka,ožu travanj,travnja,tra svibanj,svibnja,svi lipanj,lipnja srpanj,srpnja"
        " kolovoz,kolovoza,kol rujan,rujna,ruj - studeni,studenog,studenoga,stu prosinac,prosinca"
    ),
    "януари,яну февруари март април май юни юли август,авг септември,сеп октомври ноември,ное декември",
    "јануар,јан фебруар,феб март април мај јун јул август септембар октобар новембар,нов децембар,дец",
    "januar februar mart april maj jun jul avgust,avg septembar oktobar novembar decembar",
    "jaanuar,jaan veebruar,veebr märts aprill mai juuni juuli august september oktoober november detsember,dets",
    (
        "sausis,sausio,sau vasaris,vasario,vas kovas,kovo,kov balandis,balandžio,bal gegužė,gegužės,geg birželis,birželio,bir"
        " liepa,liepos,lie rugpjūtis,rugpjūčio,rgp rugsėjis,rugsėjo,rgs spalis,spalio,spa lapkritis,lapkričio,lap gruodis,gruodžio,grd"
    ),
    "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
    "xaneiro,xan febreiro marzo abril maio xuño,xuñ xullo,xul agosto setembro outubro novembro decembro",
    "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
)
# Where the day of the week says that a month is not the Polish or Czech one of this name, it is the Croatian one.
CROATIAN_WORDS = "- - - - - lip srp - - listopad,listopada,lis - -"
# Seven days a line, Monday first.
WEEKDAY_WORDS = (
    "monday,mon tuesday,tue,tues wednesday,wed thursday,thu,thur,thurs friday,fri saturday,sat sunday,sun",
    "montag,mo dienstag,di mittwoch,mi donnerstag,do freitag,fr samstag,sonnabend,sa sonntag,so",
    "lundi,lun mardi mercredi,mer jeudi,jeu vendredi,ven samedi,sam dimanche,dim",
    "lunes martes miércoles,mié jueves,jue viernes,vie sábado,sáb domingo,dom",
    "lunedì martedì mercoledì giovedì,gio venerdì sabato domenica",
    "segunda,segunda-feira,seg terça,terça-feira,ter quarta,quarta-feira,qua quinta,quinta-feira,qui sexta,sexta-feira,sex sábado domingo",
    "maandag,ma dinsdag woensdag,wo donderdag vrijdag,vr zaterdag,za zondag,zo",
    "poniedziałek,pon wtorek,wt środa,śro,śr czwartek,czw piątek,pt,pią sobota,sob niedziela,nie,ndz",
    "понедельник,пн вторник,вт среда,ср четверг,чт пятница,пт суббота,сб воскресенье,вс",
    "понеділок вівторок середа четвер пʼятниця,п'ятниця субота неділя,нд",
    "pazartesi,pzt,pts salı çarşamba,çar,çrş perşembe,per,prş cuma cumartesi,cmt,cts pazar,paz,pzr",
    "maanantai,maanantaina tiistai,tiistaina,ti keskiviikko,keskiviikkona,ke torstai,torstaina perjantai,perjantaina,pe lauantai,lauantaina,la sunnuntai,sunnuntaina,su",
    "måndag,mån tisdag,tis onsdag,ons torsdag,tors,tor fredag,fre lördag,lör söndag,sön",
    "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "pondělí,po úterý,út středa,st čtvrtek,čt pátek,pá sobota neděle,ne",
    "hétfő kedd szerda csütörtök péntek szombat vasárnap",
    "luni marți miercuri joi vineri sâmbătă duminică",
    "δευτέρα,δευ τρίτη,τρί τετάρτη,τετ πέμπτη,πέμ παρασκευή,παρ σάββατο,σάβ κυριακή,κυρ",
    "الاثنين,الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "星期一,周一,週一,月曜日 星期二,周二,週二,火曜日 星期三,周三,週三,水曜日 星期四,周四,週四,木曜日 星期五,周五,週五,金曜日 星期六,周六,週六,土曜日 星期日,星期天,周日,週日,日曜日",
    "월요일,월 화요일,화 수요일,수 목요일,목 금요일,금 토요일,토 일요일,일",
    # Short forms of languages above and of others, as language packs of phpBB print them; `mar` and `vas` are months as well.
    "maa din woe don vrij zat zon",
    "lun mar mié,mer,mie joi,xov vin sâm dum",
    "pn wto sro czw pią sob nie",
    "пон вів,вто,уто сер,сря,сре чет п'ят,пет суб,съб нед",
    "pzt sal çrş prş cum cmt pzr",
    "- úte stř čtv pát - -",
    "pon uto str,sri,sre štv,čet pia,pet sob,sub ned",
    "hétf kedd szer csüt pént szomb vas",
    "man tirs,tir ons tors,to fre lør søn",
    "dl dt dc dj dv ds dg",
    "pr - tr kt - št sk",
    "pirmd otrd trešd ceturtd piektd sestd svētd",
)
# Days before the page's own: 0 today, 1 yesterday, 2 the day before.
DAY_WORDS: tuple[tuple[str, int], ...] = (
    (
        (
            "today heute aujourd'hui aujourd’hui hoy oggi hoje vandaag dzisiaj dziś dzis сегодня сьогодні bugün tänään idag"
            " dnes dneska astăzi azi σήμερα اليوم היום avui 今天 今日 오늘"
        ),
        0,
    ),
    (
        (
            "yesterday gestern hier ayer ieri ontem gisteren wczoraj вчера вчора dün eilen igår igår včera tegnap χθες χτες أمس"
            " אתמול ahir 昨天 昨日 어제"
        ),
        1,
    ),
    ("vorgestern avant-hier anteayer anteontem eergisteren przedwczoraj позавчера toissapäivänä 前天 一昨日 그저께", 2),
)
# The first letters of a unit of time, in seconds, days or months; longer ones are looked at first.
UNIT_WORDS: tuple[tuple[str, str], ...] = (
    (
        "second sec sek sekund sekunnin seconde segundo secondo secondi сек sn saniye sekuntia seg s 秒 초 ثانية ثوان ثواني",
        "seconds",
    ),
    (
        "minute minut min mins minuto minuti минут мин хвилин хв dakika dk minuuttia m 分鐘 分钟 分 분 دقيقة دقائق λεπτ",
        "minutes",
    ),
    (
        (
            "hour hr hrs std stunde heure hora ore ora uur godzin godz час часа часов годин saat sa tunti tuntia timm time"
            " timer hodin h 小时 小時 時間 시간 ساعة ساعات ώρ"
        ),
        "hours",
    ),
    (
        "day tag tage tagen jour dia día giorn dag dagen dagar dni dzień день дня дней дн днів gün päivä päivää d 天 日 일 يوم أيام ημέρ μέρ",
        "days",
    ),
    (
        "week wk woche semaine semana settiman weken tydz tyg недел нед тижн hafta viikko vecka veckor w 周 週 주 أسبوع أسابيع",
        "weeks",
    ),
    (
        "month monat mois mes mese mesi mês maand miesi месяц мес місяц ay kuukau månad mo 个月 個月 か月 ヶ月 개월 شهر أشهر μήν",
        "months",
    ),
    (
        "year yr jahr an ans année año anno anni ano jaar rok roku lata lat год года лет рік рок yıl vuosi vuotta år y 年 년 سنة سنوات έτ",
        "years",
    ),
)
AGO_WORDS = "ago vor ilya hace fa назад тому önce geleden temu sitten há atrás för sedan siden för 前 전 منذ قبل acum před fa πριν"
ONE_WORDS = "a an one ein eine einem einer un une una uno um uma een en bir"
NOW_WORDS = (
    "now,just now,moments ago,a moment ago,gerade eben,jetzt,à l'instant,ahora,ahora mismo,adesso,agora,zojuist,только что,"
    "şimdi,juuri nyt,刚刚,剛剛,たった今,방금,الآن"
)
# What stands in a date and says nothing of it.
FILLING_WORDS = (
    "at on the of posted date sent written um am den der le à a el la las los del de lo il alle ore às as em op om te dnia"
    " godz godzina o в г год года р klo kl den dne v hod uhr h hs heures time st nd rd th er º ª saat time 的 에 στις στο la ora"
    " in - – — | , ، ; . @ · • » « : / ¿ ? kello i ' пост сообщение добавлено отправлено yazma tarihi zeit datum verfasst"
    " geschrieben publié posté publicado scritto inviato enviado geplaatst napisane wysłany lähetetty kirjoitti skrivet kl. about circa ca etwa environ unos около"
)
AM_WORDS, PM_WORDS = "am a.m. a.m 上午 午前 오전 ص πμ π.μ. öö", "pm p.m. p.m 下午 午後 오후 م μμ μ.μ. ös"


def fold(text: str) -> str:
    """Give a text as its words are looked up: lower case, without accents, digits of all scripts as 0 to 9."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in parts if unicodedata.category(letter) != "Mn")
    plain = "".join(str(unicodedata.digit(letter, letter)) if letter.isdigit() else letter for letter in bare)
    return unicodedata.normalize("NFC", plain).replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("’", "'")


def _numbered(rows: Sequence[str], first: int) -> Mapping[str, int]:
    return MappingProxyType(
        {
            fold(word): number
            for row in rows
            for number, words in enumerate(row.split(), first)
            for word in words.split(",")
            if word != "-"
        }
    )


def _set(words: str, separator: str | None = None) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split(separator))


MONTHS = _numbered(MONTH_WORDS, 1)
CROATIAN = _numbered((CROATIAN_WORDS,), 1)
WEEKDAYS = _numbered(WEEKDAY_WORDS, 0)
DAYS = MappingProxyType({fold(word): days for words, days in DAY_WORDS for word in words.split()})
UNITS = tuple(
    sorted(((fold(word), unit) for words, unit in UNIT_WORDS for word in words.split()), key=lambda one: -len(one[0]))
)
AGO = _set(AGO_WORDS)
ONE = _set(ONE_WORDS)
NOW = _set(NOW_WORDS, ",")
FILLING = _set(FILLING_WORDS)
AM = _set(AM_WORDS)
PM = _set(PM_WORDS)


def unit_of(word: str) -> str | None:
    """Give the unit of time that a folded word is, in any case and number, or `None`."""
    for beginning, unit in UNITS:
        # One or two letters are the whole word (`3 h ago`); a longer beginning may be bent by its language.
        if word == beginning or (len(beginning) > 2 and word.startswith(beginning) and len(word) <= len(beginning) + 4):  # noqa: PLR2004
            return unit
    return None
