"""Words that stand beside a cue and are nobody's name, and names that are plain words too."""

from reflectcli.domain.personal.titles import words

NOT_NAMES = words(
    """
    a an the i he she it we they you my your his her their our its this that these those who what
    when where why how which and or but if so as at by for from in into of off on onto out over to
    up with without about after again all also always am are is was were be been being can could did
    do does had has have just may might must never no not now only please said says shall should
    since some still than then there too until very will would yes yet once twice both each every
    another any many most more much back here

    service services care support success satisfaction relations relationship experience journey
    effort centre center team teams department dept desk board billing logistics sales marketing
    finance payments payment it hr legal compliance returns return refund refunds order orders
    delivery deliveries shipping warehouse depot tier level queue line account accounts id ids
    number name names data feedback survey surveys portal app site website web shop store product
    products manager management supervisor supervisors lead leads leader boss mentor trainer agent
    agents colleague colleagues coworker client clients customer customers caller callers guest
    guests user users buyer seller patient patients tech technical engineering engineer dev devs
    operations ops security fraud retention complaints escalations escalation reception quality qa
    training facilities dispatch procurement purchasing chat phone email mail call calls ticket
    tickets case cases case day week month year today yesterday tomorrow morning afternoon evening
    night lunch monday tuesday wednesday thursday friday saturday sunday january february march
    april june july august september october november december christmas easter spring summer
    autumn winter english german french spanish dutch italian polish turkish arabic hindi
    portuguese american british european someone somebody everyone everybody nobody anyone people
    lady gentleman man woman guy girl boy couple family friend mother father daughter son husband
    wife partner brother sister neighbour neighbor sir madam everything nothing something right
    wrong happy angry sorry thanks thank hello hi hey dear regards speaking advisory base segment
    persona value lifetime churn type group area region side end first second third new old premium
    gold silver platinum basic plus pro vip promise first-line second-line north south east west
    google amazon apple microsoft facebook paypal klarna visa mastercard dhl ups fedex hermes gls
    dpd zendesk salesforce teams slack jira outlook excel windows android

    der die das den dem des ein eine einen einem einer kein keine er sie es wir ihr ich du mein
    meine dein sein seine ihre unser und oder aber wenn als auch auf aus bei bis durch für gegen
    im in mit nach ohne um unter von vor zu zum zur über am an ist war hat hatte wird wurde will
    kann soll muss nicht nur noch schon sehr wieder heute gestern morgen kunde kunden kundin
    kundinnen anrufer anruferin kollege kollegin kollegen doktor ober nachbar nachbarin chef
    chefin leiter leiterin hotline service kundendienst technik buchhaltung versand lager vertrieb
    rechnung lieferung bestellung retoure rückruf rücksendung erstattung gutschrift beschwerde
    reklamation vertrag konto anruf frage fragen problem fehler ton lage herren damen frau herr
    mann leute montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend januar februar
    märz mai juni juli oktober dezember danke bitte recht zeit geduld ruhe abteilung team leitung
    paket ware artikel gerät karte zahlung überweisung lastschrift mahnung kündigung storno
    stornierung umtausch garantie techniker termin gutschein rabatt preis preise kosten geld bank
    post mail brief zettel link login passwort internet router telefon handy wohnung schicht
    spätschicht frühschicht nachtschicht pause feierabend urlaub info infos unterlagen formular
    antrag vorgang fall ende anfang minuten stunden tage wochen monate uhr euro prozent wunsch
    hilfe lösung grüße grüßen kollegium zahlen
    kasse filiale laden zentrale nummer name adresse

    le la les un une des du au aux ce cette il elle on nous vous ils elles et ou mais donc pour par
    sur sous dans avec sans client cliente clients clientes service facture commande livraison
    monsieur madame mesdames messieurs lundi mardi mercredi jeudi vendredi samedi dimanche bonjour
    merci

    el los las una uno unos unas y o pero que con sin por para en de del al se lo cliente clientes
    servicio factura pedido entrega señor señora lunes martes miércoles jueves viernes sábado
    domingo gracias hola

    het een de van op te aan voor met maar want niet klant klanten klantenservice dienst factuur
    bestelling levering maandag dinsdag woensdag donderdag vrijdag zaterdag zondag dank

    inc ltd llc gmbh ag corp
    """
)
"""Words that follow a cue and name nobody."""

NOT_LOWER_NAMES = NOT_NAMES | words(
    """
    important spelled spelt missing different unknown changed same known not always hard long short
    common foreign double correct incorrect empty blank wrongly misspelled misspelt mispronounced
    pronounced printed written listed given taken kept hidden next like top mine yours hers theirs
    gone secret really actually apparently probably maybe perhaps because while before during
    against between among around through within asking angry upset crying later early late earlier
    soon twice thrice five six seven eight nine ten two three four one half daily weekly
    three-times several unlimited me him us them herself himself one's ask asked ask's
    """
)
"""The same for names in lower case, which are taken only after the plainest cues."""

COMMON = words(
    """
    rose grace will mark may hope faith joy bill grant frank young long brown white black green gray
    grey king price page rich wood hill field bell cook baker miller smith carter stone rivers lake
    summer autumn april june dawn sunny penny pat rob sue jack drew chase chance chip cliff dale
    dean earl gene gill guy harry jay jean lance max miles nick norm pearl ray reed rusty sandy
    skip stew trip victor wade ward woods banks burns church day fox frost gold hand hart head
    holiday house hunt lane law little love major marsh moon more park parks pool power read
    rice school sharp short silver small snow speed spring strong sweet swift walker waters wise
    groß klein lang kurz schwarz weiß braun grün koch bauer fischer jung alt neu winter sommer
    petit grand blanc noir leroy roi bois rojo blanco cruz flores reyes paz mar luz sol
    """
)
"""Names that are also plain words; such a one is only found again with its capital letter."""
