"""Gives each line of a scrape a letter for what it is: a header is then a word that recurs."""

# ruff: noqa: RUF001  Words of other alphabets are what this file knows.

from __future__ import annotations

import re
from functools import lru_cache

from analyzer.quotes.attributions import attribution
from analyzer.quotes.dateline import DATE, date_in
from analyzer.quotes.late import late
from analyzer.skins.stamps import is_stamp

# What cards say of authors, as label and value; in the languages forums are translated to.
DATED = (
    r"joined|join date|registered|reg\. ?date|member since|registriert(?: seit)?|registrierungsdatum|dabei seit|mitglied seit"
    r"|beigetreten|inscrit(?:e)?(?: le)?|inscription|date d['\u2019]inscription|membre depuis|registrado|ingresó|ingreso"
    r"|fecha de (?:registro|ingreso)|se unió|miembro desde|iscritto(?: il| dal)?|registrato(?: il)?|data(?: di)? (?:iscrizione|registrazione)"
    r"|membro dal|зарегистрирован(?:а)?|регистрация|дата регистрации|с нами с|на форуме с|kayıt(?: tarihi)?|katılım(?: tarihi)?"
    r"|katıldı|üyelik tarihi|تاريخ التسجيل|التسجيل|انضم|إنضم|عضو منذ|注册(?:时间|日期)?|註冊(?:時間|日期)?|加入(?:时间|日期)?|liittynyt|rekisteröitynyt"
    r"|rejestracja|dołączył(?:a)?|lid sinds|geregistreerd(?: op)?|lid geworden(?: op)?|medlem sedan|gick med|membro desde|cadastrado"
    r"|last (?:seen|online|visit|active)|letzter besuch|dernière visite|последний визит"
)
COUNTED = (
    r"posts?|p|messages?|topics?|threads?|replies|comments|beiträge|beitrag|themen|mensajes?|temas|messaggi(?:o)?|discussioni"
    r"|сообщени[яйе]|сообщ\.?|постов|темы?|mesaj(?:lar|ları| sayısı)?|konu(?:lar)?|المشاركات|مشاركات|المواضيع|帖子|主题|主題|精华|积分"
    r"|積分|威望|金币|viestit?|viestejä|posty|postów|tematy|berichten|bericht|inlägg|mensagens|activity|merit|reputation|rep power|rep"
    r"|likes?(?: received| given)?|reaction score|reactions?(?: received)?|points?|trophy points|credits|thank(?:s|ed)(?: given| received| \d.{0,60})?"
    r"|karma|best answers?|solutions?|accepted solutions|rating|age|alter|warnings?|level|cash|gold|awards|media|articles|resources"
    r"|reviews|репутация|благодарностей|возраст|баллы|симпатии|punti|punkte|reaktionspunkte|punkte für reaktionen|erfolge|danke"
    r"|gefällt mir|j['\u2019]aime|points de réaction|puntos|reacciones|tepki puanı|beğeniler?|puan(?:ları)?|نقاط التفاعل|مستوى التفاعل"
    r"|النقاط|التقييم|votes?|ratings?|hours|discussions|answers|badges|kudos|trades|feedback|photos|views"
)
TOLD = (
    r"location|from|country|city|state|ort|wohnort|herkunft|standort|geschlecht|beruf|lieu|localisation|ville|pays|ubicación"
    r"|localización|lugar|país|ciudad|località|luogo|residenza|provenienza|откуда|город|местоположение|пол|nerede(?:n)?|konum|yer|şehir"
    r"|المكان|مكان|الدولة|الإقامة|الموقع|来自|來自|paikkakunta|sijainti|skąd|lokalizacja|miejscowość|woonplaats|locatie|plaats|ort|localidade|localização"
    r"|gender|sex|occupation|interests?|website|homepage|real name|name|first name|device|programs?|subscription|contact"
    r"|kontaktdaten|mood|status|blog entries|team|zodiac|favou?rite .{1,30}|my (?:country|car|gear|setup)|avatar|membership|preferred .{1,30}"
    r"|about me|contacter|contacto|contatta|связаться|групп[аы]|group|ünvan|grup|rank|title|vehicle|car|model|boat|system|equipment|ip"
    r"|steam|nationality|military|sub-?forum|industry|organi[sz]ation|version|ranking"
)
LABELS = rf"(?:{DATED}|{COUNTED}|{TOLD})"
NUMBER = r"(?:[\d][\d,.'\u2019\u202f\u00a0 ]{0,12}[KkMm]?|-|—|n/a)"
LABELLED = late(
    rf"(?:\u00b7|•|\u2022|\()? ?{LABELS}(?: ?\([^()]{{1,40}}\))? ?[:：] ?(?P<value>.{{0,80}})", re.IGNORECASE
)
JOINED = late(rf"(?:\u00b7|\u2022|\()? ?(?:{DATED}) (?:on |am |le |el |il )?(?:{DATE}|\d{{4}})\)?", re.IGNORECASE)
COUNT = late(rf"(?:\u00b7|\u2022)? ?{NUMBER} (?:{COUNTED})(?: \u00b7 (?:{DATED}).{{0,20}})?", re.IGNORECASE)
BARE = late(rf"(?:{LABELS})(?: ?\([^()]{{1,40}}\))? ?[:：]?", re.IGNORECASE)
DATED_LABEL = late(rf"(?:{DATED}) ?[:：]?", re.IGNORECASE)
COUNTED_LABEL = late(rf"(?:{COUNTED}) ?[:：]?", re.IGNORECASE)
TOLD_LABEL = late(rf"(?:{TOLD})(?: ?\([^()]{{1,40}}\))? ?[:：]?", re.IGNORECASE)
DIGITS = late(rf"[+-]?{NUMBER}|\d{{1,3}} ?(?:yrs?|mos?)|\d{{1,6}} ?\u00b7")
POST_NUMBER = late(
    rf"# ?[?\u00bf] ?{DATE}|"
    r"(?:(?:post|beitrag|message|mensaje|messaggio|сообщение|link|permalink|reply|answer)[: ]{0,2})?#\s?\d[\d,. ]{0,9}"
    r"(?: ?(?:of|von|de|/) ?\d{1,6})?(?: ?\((?:permalink|link)\))?|\d{1,6}#|(?:第 ?)?\d{1,6} ?(?:楼|樓)|楼主|沙发|板凳|地板|No\. ?\d{3,12}",
    re.IGNORECASE,
)
RANK = late(
    r"(?:[\u272d\u2605\u2606\u2b50\u25cf\u25cb\u25a0\u25a1\u25aa ]{1,12}|(?:(?:new|junior|jr\.?|senior|sr\.?|full|active|regular|well-known|notable|distinguished|registered|premium|gold|platinum|elite|valued|hero"
    r"|legendary|supporting|basic|lifetime|super|power|trusted|prominent|contributing|honou?red|veteran|vip|verified|paid|staff|banned|respected|founding) )"
    r"{0,2}(?:members?|users?|poster|contributor|supporter|moderator|mod|admin(?:istrator)?s?|(?:site|global) (?:admin|moderator)|guests?|newbie|newcomer"
    r"|recruit|veteran|regular|donator|donor|subscriber|staff(?: member)?|owner|founder|banned|lurker|beginner|enthusiast|addict|expert|guru|developer)"
    r"|[^\W\d]{3,16} (?:member|poster)|(?:neues |erfahrenes |aktives )?(?:mitglied|benutzer|moderator|administrator|gast|stammgast|neuling)|(?:super-?)?modérateur|(?:nouveau )?membre(?: [^\W\d]{2,14})?|invité"
    r"|nouveau(?: membre)?|miembro(?: .{1,20})?|usuario|invitado|moderador|administrador|utente(?: .{1,20})?|membro(?: .{1,20})?|moderatore|ospite|amministratore"
    r"|(?:[^\W\d]{2,18} )?участник|пользовател[ьи]|модератор(?:ы)?|администратор(?:ы)?|гость|новичок|новые пользователи|(?:[^\W\d]{2,14} )?üye|moderatör|yönetici|misafir"
    r"|عضو(?: .{1,20})?|مشرف(?: .{1,20})?|مدير(?: .{1,20})?|زائر|会员|高级会员|中级会员|新手上路|注册会员|管理员|版主|金牌会员|游客"
    r"|jäsen|aktiivijäsen|vieras|ylläpitäjä|valvoja|medlem|lid|gast|discussion starter|thread starter|original poster|topic author|topic starter|op"
    r"|themenstarter|themenersteller|auteur du sujet|автор темы|konu sahibi|verified|premium|author|автор|autor|auteur|autore|editor|moderation|community (?:manager|expert|team)"
    r"|active \d.{0,20}|level[: ] ?\S{1,12}.{0,20}|staff: .{1,30}|registered upgraded|.{0,20}offline|.{0,20}online|当前离线|当前在线|оффлайн|не в сети|в сети|hors ligne|en ligne"
    r"|.{1,40} está (?:des)?conectado|desconectado|conectado|non connesso|inattivo|connesso|çevrimdışı|çevrimiçi|غير متصل|متصل|bot|staff|closed)",
    re.IGNORECASE,
)
ACTION = (
    r"reply(?: with quote| to this .{1,20}| to post| to all)?|quick reply|quote(?: this .{1,40})?|multi-?quote(?: .{1,40})?|\+ ?quote|likes?|share|report(?: this)?(?: post| abuse| to .{1,30}| message)?"
    r"|edit(?: post)?|delete|save|tweet|comments?(?: on this post)?|post cancel|cancel|post|back to top|top|go up|profile|message|post history|rap sheet|pm|dm|e-?mail(?: .{1,40})?|www|website|web"
    r"|visit .{1,40}|find(?: more posts by .{1,50}| all posts.{0,40})?|send .{0,20}(?:message|e-?mail|pm)(?: to .{1,50})?|view (?:public )?(?:profile|forum posts|forum threads|articles|blog entries|post|more|answer|replies|entry|gallery)"
    r"|(?:view )?(?:user'?s )?profile(?: of .{1,50}| information)?|view user'?s profile.{0,60}|(?:website )?find|add (?:bookmark|to quote|.{1,50} to your contacts)|bookmark|permalink|perma-?link|link(?: to (?:comment|post|this post))?"
    r"|share (?:on other sites|this (?:post|answer|comment)|tweet|post)|more sharing options\.*|ip(?: logged)?|logged|ignore|follow|unfollow|subscribe|helpful|not helpful|awesome|insightful|informative|thanks?|thank you"
    r"|(?:like|quote|reply|save|share|report|upvote|downvote|tweet|bookmark|find|website|pm|email|top|link|embed|parent|context|give award|hide|unhide)(?: (?:like|quote|reply|save|share|report|upvote|downvote|tweet|find|website|pm|email|profile|top|back|with|last|replies|\d{1,4})){1,9}"
    r"|(?:回复|引用|赞|举报)(?: (?:回复|引用|赞|举报|\d{1,4})){1,6}|\d{1,4} 条回复.{0,30}|(?:zitieren|antworten|melden)(?: (?:zitieren|antworten|melden|\d{1,4})){1,5}|\d{1,5} (?:reply|replies) last reply.{0,30}"
    r"|upvote|downvote|vote (?:up|down)|up|down|new|author stats|options|post options|select post|deselect post|print|go|collapse|expand|toggle.{0,30}|mark as (?:answer|solution|new)|solved?|solution|best answer|sort by.{0,80}|(?:oldest first|newest first|most reactions|most votes)(?: (?:oldest first|newest first|most reactions|most votes)){0,4}|most reactions|most votes|(?:oldest|newest) to (?:oldest|newest)|date posted|sort by (?:date|votes)|this topic has been deleted.{0,120}|log in to reply"
    r"|improve this (?:answer|question)|add a comment|show \d+ more comments?|show (?:more|less).{0,20}|copy link|load more.{0,20}|view|view same|fedilink|arrow-(?:up|down)\d{0,6}|minus-square|plus-square|message-square|embed|parent|root|hide|more|see more|read more|\d{1,5} (?:likes?|replies|reply|reactions?|people like this.{0,20}|users? thanked.{0,40}|comments?)"
    r"|(?:.{1,80} )?(?:likes?|thinks? .{1,30} like) this\.?|likes? this\.?|.{1,60} (?:and|, )\d{0,4} ?others?(?: like this)?\.?|last reply|最后回复|\d{1,4} 条回复|reactions?:.{0,200}|reactions|tags: ?(?:none)?|\d{1,3} likes?:?.{0,100}"
    r"|thread starter .{1,50}|start date.{0,40}|tags|next|last|prev(?:ious)?|first|next last|go to page.{0,30}|\d{1,5} of \d{1,5}|page \d{1,5} of \d{1,5}|jump to (?:latest|new|page).{0,20}"
    r"|pages? ?\d{1,4}|go down(?: pages?.{0,20})?|user actions|editing a comment|private message|view activity|view blog|view articles|expand topic overview|(?:previous|next) carousel slide.{0,30}|post options|featured replies|recommended posts|ilmoita (?:asiaton )?viesti|seuraava(?: last)?|edellinen|nächste|vorherige|weiter|zurück|suivant|précédent|siguiente|anterior"
    r"|successiv[ao]|precedente|sonraki|önceki|下一页|上一页|ensimmäinen|viimeinen|followers ?\d{0,6}|\d{1,6} followers|jump to page.{0,20}|page \d{1,5}"
    r"|zitieren|zitat|antworten|mit zitat antworten|nach oben|melden|gefällt mir|beitrag melden|diesen beitrag melden|profil|beiträge anzeigen|private nachricht|teilen|danke|inhalt melden|reagieren|link zu diesem beitrag"
    r"|répondre(?: en citant)?|citer|signaler(?: ce .{1,20})?|haut|j['\u2019]aime|partager|message privé|revenir en haut|responder(?: citando)?|citar|arriba|reportar|me gusta|compartir|mensaje privado|denunciar|volver arriba"
    r"|rispondi(?: citando| quotando)?|cita|segnala(?: .{1,20})?|mi piace|condividi|torna su|in alto|messaggio privato|ответить(?: с цитированием| с цитатой)?|цитата|цитировать|вернуться к началу|жалоба|пожаловаться.{0,20}|поделиться|нравится|наверх|спасибо"
    r"|профиль|личное сообщение|alıntı|alıntıla|cevapla|yanıtla|beğen|paylaş|rapor et|raporla|şikayet et|yukarı|başa dön|profil|özel mesaj|رد|رد مع اقتباس|اقتباس|مشاركة|تبليغ|إعجاب|أعجبني|إقتباس"
    r"|ссылка на (?:комментарий|сообщение)|поделиться на другие сайты|другие способы поделиться.{0,3}|рекомендуемые сообщения|подписчики ?\d{0,6}|link zum (?:beitrag|kommentar)|auf anderen seiten teilen"
    r"|lien vers le commentaire|partager sur d['\u2019]autres sites|enlace al comentario|compartir en otros sitios|link al commento|condividi su altri siti|beiträge|empfohlene beiträge|messages recommandés"
    r"|journalisée|gemerkt|registrado|loggato|записан|kayıtlı|moderatöre bildir|dem moderator melden|signaler au modérateur|ara|bul|suchen|rechercher|buscar|найти|website durchsuchen|webseite|ver perfil|responder con cita"
    r"|rispondi citando|répondre avec citation|ответить с цитированием|alıntı ile cevapla|ver mensajes|ver temas|mensaje privado|voir le profil|profil anzeigen"
    r"|回复|在新帖中回复|登录后回复|正在加载更多帖子|回覆|引用|举报|舉報|檢舉|收藏|只看该作者|只看該作者|发消息|發消息|加好友|支持|反对|点评|使用道具|返回顶部|返回列表|倒序浏览|阅读模式|电梯直达|分享|淘帖|顶|踩|编辑|赞|点赞"
    r"|vastaa|lainaa|ilmoita|tykkää|jaa|svara|citera|rapportera|gilla|odpowiedz|cytuj|zgłoś|lubię to|do góry|citeren|reageren|omhoog|rapporteer|leuk"
)
FOOTER = late(rf"[\[(\u00ab\u00bb|\u00b7\u2022+↑→–-]? ?(?:{ACTION}) ?[\])|\u00b7:↑»]?", re.IGNORECASE)
EDITED = late(
    r"(?:\(?edited\b.{0,120}|last edited.{0,160}|this post (?:was|has been) .{0,30}(?:edited|modified).{0,160}|zuletzt (?:bearbeitet|geändert).{0,160}|geändert von .{0,120}|bearbeitet .{0,120}"
    r"|dernière (?:édition|modification).{0,160}|modifié .{0,120}|última edición.{0,160}|editado .{0,120}|ultima modifica.{0,160}|modificato .{0,120}|последний раз редактировал.{0,160}|изменено .{0,120}"
    r"|отредактировано .{0,120}|son düzenle(?:me|yen).{0,160}|düzenlendi.{0,120}|آخر تعديل.{0,160}|本(?:帖|主题).{0,60}(?:编辑|審核|审核通过).{0,20}|最后编辑.{0,80}|muokattu.{0,120}|« last edit: .{0,160}|.{1,60} changed the title to.{0,160})",
    re.IGNORECASE,
)
SERVED = late(
    r"(?P<served>(?:« ?)?(?:reply|antwort|respuesta|réponse|risposta|ответ|odpowiedź|yanıt|cevap|答复|回复)? ?#? ?\d{0,6} ?(?:on|am|en|le|il|:|於|于|tarihinde)?:? ?:? ?"
    f"{DATE}"
    r" ?»)",
    re.IGNORECASE,
)
NAME = r"(?P<author>\S.{0,49}?)"
# Lines that hold a name and a date, each kind with a letter of its own.
BYLINES: dict[str, re.Pattern[str]] = {
    # phpBB 3: `by NAME » DATE`
    "p": late(
        rf"(?:#\d{{1,6}} )?(?:(?:post|beitrag|message|mensaje|messaggio|сообщение|wpis|post non letto|bericht|ungelesener beitrag|unread post|nieprzeczytany post|notapor|mensagem)? ?(?:by|von|par|por|da|di|od|door|av|от|de|tarafından|kirjoittaja|autor:?)? ?){NAME} »,? ?(?P<date>{DATE})(?: |$).{{0,60}}",
        re.IGNORECASE,
    ),
    # Drupal: `Submitted by NAME on DATE`
    "k": late(
        rf"(?:permalink )?(?:submitted|posted|written|created) by:? {NAME},? (?:on|at|-|–|\|) ?(?P<date>{DATE})\.?(?: ?[|(].{{0,60}})?"
        rf"|(?:eingetragen|verfasst|geschrieben) von {NAME.replace('author', 'author2')} am (?P<date2>{DATE})\.?|(?:soumis|publié|posté) par {NAME.replace('author', 'author3')},? le (?P<date3>{DATE})\.?"
        rf"|(?:enviado|publicado) por {NAME.replace('author', 'author4')},? el (?P<date4>{DATE})\.?",
        re.IGNORECASE,
    ),
    # NodeBB: `wrote on DATE last edited by NAME`
    "w": late(
        rf"(?:wrote (?:on )?(?P<date>{DATE})?.{{0,20}}|replied to .{{1,60}})?(?:last edited by.{{0,80}})?(?<=.)|最后由.{{0,60}}编辑.{{0,30}}|schrieb (?:am|zuletzt).{{0,80}}|zuletzt (?:editiert|bearbeitet) von.{{0,60}}",
        re.IGNORECASE,
    ),
    # XenForo 1: `NAME, DATE` below the words
    "j": late(
        rf"(?!started|discussion|last|edited|posted|by |on |\d{{1,4}} (?:years?|months?|days?|hours?|weeks?|minutes?))(?:#\d{{1,6}} )?{NAME}, (?P<date>{DATE})(?: ?(?:edited|ip|report|#\d{{1,6}}|like)){{0,3}}",
        re.IGNORECASE,
    ),
    # Imageboards: `NAME DATE No.123`
    "y": late(
        rf"(?:.{{1,80}}? )??(?P<author>anonymous|\S{{1,40}})(?: !{{1,2}}\S{{1,20}})?(?: \(?ID: ?\S{{1,14}}\)?)? (?P<date>\d{{2}}/\d{{2}}/\d{{2,4}}\(\w{{2,4}}\)\d\d:\d\d(?::\d\d)?|{DATE}) ?No\.? ?(?P<number>\d{{3,12}})(?:\D.{{0,80}})?",
        re.IGNORECASE,
    ),
    # Hacker News, Reddit: `NAME 3 hours ago`, `[-]NAME 5 points 3 hours ago`
    "h": late(
        rf"(?:\d{{0,4}}\. )?(?:\[[-–+]\] ?)?(?!(?:edited|asked|answered|modified|posted|on|at|joined|last|submitted|updated|created|commented|replied|active|viewed|page|about|talk|发表于|發表於)\b)(?P<author>[\w.-]{{2,40}}|\[deleted\])(?: ?\[[A-Z]{{1,3}}\])?(?:(?: ?[\d,.]{{1,9}}k? points?){{1,3}}(?: by)?| \[score hidden\]| ?[·•])?(?:(?<=[·•])| )(?P<date>{DATE})\*?(?: ?(?:[|·]|parent|root|\[[-–+]\]|\(|stickied|-|on:|edited).{{0,80}})?",
        re.IGNORECASE,
    ),
    # Reddit: `submitted DATE by NAME`, above the thread's first words
    "R": late(
        rf"submitted (?:on )?(?P<date>{DATE})\*? by (?P<author>[\w-]{{2,40}}|\[deleted\])(?: to .{{1,60}})?",
        re.IGNORECASE,
    ),
    # Lemmy: `NAME to COMMUNITY · DATE`
    "L": late(rf"(?P<author>\S{{1,60}}) to \S.{{0,60}}? ?\u00b7 ?(?P<date>{DATE})(?: \u00b7.{{0,40}})?", re.IGNORECASE),
    # Stack Exchange: `answered DATE`, the name below
    "a": late(
        rf"(?:answered|asked|beantwortet|gefragt|respondida|preguntada|formulada|répondu|demandé|ответ дан|задан|respondido|perguntada) (?P<date>{DATE})",
        re.IGNORECASE,
    ),
    # Comments under articles: `NAME says:`, the date below
    "o": late(
        rf"{NAME} (?:says|sagt|sagte am|dit|dice|говорит|diz|pisze|säger|zegt)(?: (?:on|am|le|el|il) (?P<date>{DATE}))? ?:",
        re.IGNORECASE,
    ),
}
SUBJECT = late(
    r"(?:topic|thema|sujet|tema|argomento|discussione|тема|konu|onderwerp|wątek|ämne|aihe|主题) ?: .{1,200} ?\((?:read|gelesen|lu|leído|letto|прочитано|okunma sayısı|gelezen|przeczytany|läst|luettu) .{1,20}\)"
    r"|(?:post subject|betreff(?: des beitrags)?|sujet du message|asunto|oggetto|заголовок сообщения|mesaj konusu|onderwerp|temat postu|title|titel|titre|título) ?:.{0,200}",
    re.IGNORECASE,
)
# A post that is no longer there, of which the page says so.
REMOVED = late(
    r"(?:this (?:message|post|reply) (?:by \S.{0,48}? )?(?:has been|was) (?:deleted|removed)\b.{0,120}|(?:deleted|removed) by(?: \S.{0,100})?"
    r"|(?:diese[rs]? )?(?:nachricht|beitrag)(?: .{1,60})? wurde (?:.{1,60} )?(?:gelöscht|entfernt)\.?|ce message a été (?:supprimé|retiré).{0,80}"
    r"|este mensaje ha sido (?:eliminado|borrado).{0,80}|questo messaggio è stato (?:eliminato|rimosso).{0,80}|сообщение (?:было )?удалено.{0,80}"
    r"|bu (?:mesaj|ileti) .{0,40}silin(?:di|miştir)\.?.{0,60}|تم حذف (?:هذه )?(?:المشاركة|الرسالة).{0,80}|此(?:帖|贴|消息).{0,12}(?:删除|移除)。?)",
    re.IGNORECASE,
)
# MediaWiki: what ends a signature, the zone in brackets.
OPENING = late(r"(?:started |asked |posted |submitted )?by \S.{0,60}$", re.IGNORECASE)
RULE = late(r"[\s_=~*+\u2013\u2014\u2015\u2500\u2501.\u00b7\u2022|-]{1,200}")
# Who liked a post stands below it; how often an author is liked stands in his card.
# What ends a list of those who liked a post: the last of them follows, or how many more there are.
AND = late(r"(?:and|und|et|y|e|и|ve)(?: \d{1,4} .{1,20})?", re.IGNORECASE)
LIKING = "(?:reactions|likes?|reaktionen|gefällt mir|réactions|reacciones|reazioni|реакции|tepkiler|liked by)"
LIKED = late(rf"{LIKING}[: ]{{1,3}}(?!\s?[\d,.]+[km]?$)\S.*", re.IGNORECASE)
# The label alone: who liked the post stands on the next line.
LIKERS = late(rf"{LIKING} ?[:：]", re.IGNORECASE)
CLOSER = late(
    r"click to expand\.{0,3}|expand\.{3}|zum vergrößern anklicken\.*|cliquez pour agrandir\.*|haz clic para expandir\.*|clicca per espandere\.*|нажмите, чтобы раскрыть\.*|genişletmek için tıkla\.*|إضغط للتوسيع\.*|اضغط للتوسيع\.*|klik om te vergroten\.*|klikkaa laajentaaksesi\.*|点击展开\.*",
    re.IGNORECASE,
)
# A name is short and ends no sentence; forums allow 50 characters at most, some with titles in brackets.
MAX_NAME = 50
MAX_NAME_WORDS = 7
SENTENCE = late(r".*[.!?:;,\u2026。！？：；，]$|.*https?://.*|.*(?:^|\s)www\..*")
NAME_DOT = late(r"(?:\S{1,40}|\S{1,30} \S{1,10})[.!]")
MAX_HEADER_LINE = 220


@lru_cache(maxsize=65536)
def letter(line: str) -> str:
    """Give a line's letter.

    d date, n post's number, 0 bare number, l label of a card with its value, r rank or presence, f button or note below
    a post, e note of an edit, c end of a quote box, q line that names whom a box quotes, g SMF's date, u subject, z the
    end of a wiki's signature, v `by NAME` of the page's head, i one or two letters in place of an avatar, s short text
    that could be a name, b text in brackets, m `@name`, x note that a post was removed, - drawn rule, t all other text; a line with a name and a date
    has the letter of its kind in `BYLINES`.
    """
    if len(line) > MAX_HEADER_LINE:
        return "t"
    if is_stamp(line):
        return "z"
    for kind, patterns in KINDS:
        if any(pattern.fullmatch(line) for pattern in patterns):
            return kind
        if kind == "g" and date_in(line) is not None:
            return "d"
    said = attribution(line)
    return "q" if said is not None and said.sure else _words(line)


# In the order in which they are asked: a date is none of the labels after it.
KINDS: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...] = (
    ("-", (RULE,)),
    ("g", (SERVED,)),
    ("n", (POST_NUMBER,)),
    *((kind, (pattern,)) for kind, pattern in BYLINES.items()),
    ("0", (DIGITS,)),
    ("u", (SUBJECT,)),
    ("f", (LIKED,)),
    ("x", (REMOVED,)),
    ("l", (LABELLED, JOINED, COUNT)),
    ("c", (CLOSER,)),
    ("f", (FOOTER,)),
    ("e", (EDITED,)),
    ("r", (RANK,)),
)


def _words(line: str) -> str:
    if OPENING.match(line):
        return "v"
    if line[0] == "@" and " " not in line:
        return "m"
    if line[0] == "(" and line[-1] == ")":
        return "b"
    if len(line) <= 2 and line.isalnum():  # noqa: PLR2004  Avatars show one letter or two.
        return "i"
    if (
        any(map(str.isalnum, line))
        and len(line) <= MAX_NAME
        and len(line.split()) <= MAX_NAME_WORDS
        and (not SENTENCE.fullmatch(line) or NAME_DOT.fullmatch(line))
    ):
        return "s"
    return "t"
