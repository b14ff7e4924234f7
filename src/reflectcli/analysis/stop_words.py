"""Words that say nothing by themselves, of seven languages.

`STOP` words bind a sentence and never count. `WEAK` ones are content that every service agent
writes every day (customer, called, today): no theme alone, but part of a phrase ("refund call").
"""

from __future__ import annotations

STOP: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "english": """
            a about above after again against all almost also although always am an and another any
            anybody anyone anything are aren't around as at away back be because been before being
            below between both but by can can't cannot could couldn't did didn't do does doesn't
            doing don't done down during each either else enough even ever every everybody everyone
            everything few for from further had hadn't has hasn't have haven't having he he'd he'll
            he's her here hers herself him himself his how however i i'd i'll i'm i've if in instead
            into is isn't it it's its itself just least less let like made make many may maybe me
            might mine more most much must my myself neither never no nobody none nor not nothing
            now of off often on once one only onto or other others our ours ourselves out over own
            per perhaps quite rather really same she she'd she'll she's should shouldn't since so
            some somebody someone something sometimes soon still such than that that's the their
            theirs them themselves then there there's these they they'd they'll they're they've
            this those though through to together too toward towards under until up upon us very
            via was wasn't we we'd we'll we're we've well were weren't what what's when where
            whether which while who whole whom whose why will with within without won't would
            wouldn't yes yet you you'd you'll you're you've your yours yourself
            """,
        "german": """
            aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes
            auch auf aus außer bei beide beim bevor bin bis bist da dabei dadurch dafür dagegen
            daher damit danach dann daran darauf daraus darf darin darüber darum das dass davon
            davor dazu dein deine dem den denen denn der deren des deshalb dessen dich die dies
            diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer
            eines einige einmal er erst es etwas euch euer fast für ganz gar gegen gern habe haben
            hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer
            in ins ist ja jede jedem jeden jeder jedes jemand jetzt kann kein keine keinem keinen
            keiner können könnte mal man mehr mein meine meinem meinen meiner mich mir mit müssen
            muss musste nach nachdem nein nicht nichts nie niemand noch nun nur ob oder ohne
            schon sehr sein seine seinem seinen seiner seit selbst sich sie sind so sogar solche
            soll sollte sondern sonst statt trotz über um und uns unser unsere unter viel viele vom
            von vor während wann war waren warum was weil weiter welche welcher wenig wenn wer
            werde werden weshalb wie wieder wieso will wir wird wo wohl wollte worden wurde wurden
            würde zu zum zur zwar zwischen
            """,
        "spanish": """
            a al algo alguien algún alguna algunas alguno algunos allí ante antes aquel aquella
            aquí así aun aún aunque bajo bien cada casi como cómo con contra cual cuál cuando cuándo
            cuanto de del desde después donde dónde dos durante e el él ella ellas ellos en entonces
            entre era eran es esa esas ese eso esos esta está están estaba estar estas este esto
            estos fue fueron ha había habían haber hace hacer hacia han hasta hay he hemos la las
            le les lo los luego más me mi mis mí mientras mismo mucha muchas mucho muchos muy nada
            nadie ni ningún ninguna no nos nosotros nuestra nuestro nunca o os otra otras otro otros
            para pero poco por porque puede pudo pues que qué quien quién se sea según ser si sí
            sido siempre sin sino sobre solo sólo somos son soy su sus también tampoco tan tanto te
            tenía tengo tiene tienen toda todas todavía todo todos tras tu tus un una unas uno unos
            usted ustedes va vez y ya yo
            """,
        "french": """
            ai aie ainsi alors après au aucun aucune aussi autre autres aux avais avait avant avec
            avoir avons beaucoup bien car ce cela celle celles celui ces cet cette ceux chaque chez
            ci comme comment contre d dans de déjà depuis des deux dont du elle elles en encore
            entre est et étaient étais était été être eu eux fait faire fois font il ils j je jamais
            jusque l la là le les leur leurs lors lui m ma mais me même mes moi moins mon n ne ni
            non nos notre nous on ont ou où par parce pas pendant peu peut plus pour pourquoi puis
            qu quand que quel quelle quelque qui quoi rien s sa sans se sera ses si sien soi son
            sont sous souvent suis sur ta tes toi ton toujours tous tout toute toutes très trop tu
            un une vers vos votre vous y
            """,
        "italian": """
            a ad ai al alla alle allo anche ancora aveva avevo avere c che chi ci ciò come con
            contro così cui d da dai dal dalla dalle davanti degli dei del dell della delle dello
            dentro di dopo dove due e ed era erano essere fa fare fino fra già gli ha hanno ho i il
            in io l la là le lei li lo loro lui ma mai me mentre mi mia mie miei mio molto ne nei
            nel nell nella nelle nessuno niente noi non nostro o ogni ora per perché però più poco
            poi prima proprio può qual quale quando quanto quella quelle quelli quello questa queste
            questi questo qui s sarà se sei sempre senza si sia sono sopra sotto sta stato stata su
            sua sue sui sul sulla suo suoi tanto te ti tra troppo tu tua tuo tutta tutte tutti tutto
            un una uno va vi voi
            """,
        "dutch": """
            aan al alle alleen als altijd andere ben bij daar dan dat de deze die dit doch doen door
            dus een eens elk en er even ge geen geweest haar had hadden heb hebben heeft heel hem
            het hier hij hoe hun ik in is ja je jij jou jouw kan kon kunnen maar me meer men met mij
            mijn moest moet na naar niet niets nog nooit nu of om omdat onder ons ook op over reeds
            te tegen toch toen tot u uit uw van veel voor want waren was wat we weer wel werd wie
            wij wil worden wordt zal ze zelf zich zij zijn zo zonder zou
            """,
        "portuguese": """
            a à ainda algo alguém algum alguma antes ao aos apenas aquela aquele aquilo as às assim
            até cada com como contra da das de dela dele deles depois desde do dois dos e é ela elas
            ele eles em entre era eram essa esse esta está estava estão este eu foi foram há isso
            isto já la lhe lo mais mas me mesmo meu meus minha muita muito na nada não nas nem
            nenhum no nos nós nossa nosso num numa nunca o os ou outra outro para pela pelo per
            pode por porque pouco qual quando quanto que quem são se sem sempre ser seu seus só
            sobre sua suas também tão te tem têm ter teve tinha toda todas todo todos tu um uma umas
            uns vai vez você vocês
            """,
    }.items()
}
"""The stop words of each language, by the name that its stemmer has."""

WEAK: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "english": """
            able actually afternoon agent answer answered ask asked asking asks bad began best
            better bit brought call called caller callers calling calls came case chat chats check
            checked client clients clear colleague come coming contact customer customers day days
            different easy email end ended evening excellent explain explained felt finally find
            fine first five found four gave get gets getting give given glad go goes going gone
            good got great half happened happy hard he hear heard help helped helpful hold hour
            hours issue kept kind kindly knew know known last late lately later learned left lets
            line listened little long look looked looking lost mail mails man matter mean meant
            message minute minutes moment month morning need needed needs new next nice night ok
            okay old open opened part people person phone please plz problem problems put question
            questions quick quickly ready reply right said saw say saying says second see seen
            sent service several shift short show showed small sorry sort start started stay
            stayed stop stopped supposed sure take taken takes talk talked tell telling thank
            thanked thanks thing things think third thought three ticket tickets time times today
            told tomorrow took tried true try trying turn turned two understand understood use
            used usual wait waited want wanted wants way week weeks went whatever woman word words
            work worked working write writing wrong wrote year years yesterday executive kept
            dear sir madam mam team add become believe bring calm calmed change close count hand
            mention move name number open page read seem seems send sentence sound sounded step
            stand stood twice watch six seven eight nine ten eleven
            twelve fifteen twenty thirty forty fifty hundred fourth fifth monday tuesday
            wednesday thursday friday saturday sunday mon
            tue wed thu fri sat sun weekend repeat repeated ring rang speak spoke spoken gladly
            """,
        "german": """
            abend anliegen anruf anrufe anrufer anruferin antwort bekam bekommen bitte chat danke
            dauerte drei dreimal erklärt erste ersten erster fall frage fragen fragte früh gab
            gebraucht geben gefragt geholfen gemacht gesagt geschrieben gestern ging gleich gut
            gute guten guter halb heute heißt hilft hören hörte jahr kam kollege kollegin kommen
            kommt kunde kunden kundin lang lange länger lassen ließ letzte machen mail mails
            minute minuten mittag montag dienstag mittwoch donnerstag freitag samstag sonntag
            morgen nachricht nächste nächsten nett neu neue neuen problem rief ruf ruft ruhig
            sagen sagt sagte schicht schnell schreiben spät stand stunde stunden tag tage telefon
            ticket tun uhr verstanden vielen vorher wartete warten woche wochen wollen wort worte
            wusste zeit zwei zweimal zweite dritte dritten dritter mann frau leute hilfe sofort
            endlich leider einfach wirklich lieber erneut gerne bisschen paar
            """,
        "spanish": """
            año años ayer ayuda ayudó bueno buena buen caso chat cliente clienta clientes colega
            compañera compañero contestó correo cosa cosas cuatro cuenta día días dice decir dijo
            dije dio dar explicó expliqué gracias gran hablar habló hora horas hoy ir lista llamada
            llamadas llamado llamar llamó llegó mal mañana mejor mensaje mes minuto minutos momento
            noche nueva nuevo parte pedí pidió persona por pregunta preguntó primer primera primero
            problema pude puedo quería quiere rápido respondió respuesta saber sabía segunda segundo
            semana semanas señor señora siguiente tarde teléfono tercera tercero ticket tiempo tres
            turno veces ver vino volver volvió lunes martes miércoles jueves viernes sábado domingo
            escribió escribí hizo hice quedó tuvo tuve favor finalmente
            """,
        "french": """
            aide an année appel appels appelé après-midi aujourd'hui bon bonne cas chat chose client
            cliente clients collègue demain demande demandé demandée dernière dernier dire dit
            donné équipe expliqué femme fin heure heures hier homme jour jours journée longtemps
            mail matin merci message minute minutes mois moment nouveau nouvelle parlé personne
            petit pris première premier problème question rappelé répondu réponse semaine semaines
            service soir suite téléphone temps ticket trois troisième vu lundi mardi mercredi jeudi
            vendredi samedi dimanche
            """,
        "italian": """
            aiuto anno bene buono caso chat chiamata chiamate chiamato chiesto cliente clienti
            collega cosa detto domanda domani fatto giorno giorni grazie ieri mail messaggio minuti
            minuto momento nuovo oggi ora ore parte persona prima primo problema risposta risposto
            sera seconda settimana spiegato telefono tempo terza ticket tre turno volta volte
            """,
        "dutch": """
            antwoord avond beetje bellen belde bericht chat collega dag dagen dank drie eerste geval
            gevraagd gezegd goed goede klant klanten lang mail minuten minuut moment morgen nieuw
            probleem telefoon ticket tijd twee tweede uur vandaag vraag vroeg week zei gisteren
            dienst nacht keer bedankt uitgelegd derde
            """,
        "portuguese": """
            ajuda ano atendimento boa bom caso chat chamada cliente clientes coisa colega dia dias
            disse e-mail hoje hora horas ligação ligou mensagem minuto minutos momento noite nova
            novo obrigado ontem parte perguntou pergunta pessoa primeira problema resposta segunda
            semana tarde telefone tempo terceira ticket três turno vezes
            """,
    }.items()
}
"""The weak words of each language."""
