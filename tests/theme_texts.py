"""Thirty notes of an invented agent in each of two languages, one a shift, two days apart."""

GERMAN = """
Wieder eine Rückerstattung, die seit drei Wochen hängt. Die Kundin war sehr ruhig.
Schichtwechsel war laut, aber der Chat lief gut.
Die Lieferadresse ließ sich nicht ändern, das System sperrt nach dem Versand.
Rückerstattungen dauern zu lange, sagt jeder zweite Anrufer.
Erst zuhören, dann lösen: hat heute funktioniert.
Er wollte nur wissen, wo sein Paket ist. Sendungsverfolgung zeigt seit Montag nichts.
Mit einem Scherz die Stimmung gedreht.
Die Sendungsverfolgung stand still, drei Anrufe deswegen.
Kollege hat mir beim Umtausch geholfen.
Lange Warteschleife, die Leute sind schon müde, wenn sie bei mir ankommen.
Rückerstattung abgelehnt, obwohl der Beleg da war. Ich habe zweimal nachgefragt.
Kurze Mail geschrieben, sofort verstanden worden.
Lieferadresse falsch übernommen, der Kunde musste selbst zur Post.
Eine Frau hat sich am Ende bedankt, das tat gut.
Warteschleife vierzig Minuten. Zuerst entschuldigt, dann gefragt.
Der Drucker geht wieder nicht.
Die Sendungsverfolgung widerspricht der Mail, die wir selbst schicken.
Ich habe zu schnell geredet, sie musste nachfragen.
Rückerstattung zugesagt und das Formular am selben Tag abgeschickt.
Heute keine Eskalation, kein lautes Wort.
Lieferadresse geändert, bevor das Paket losging. Anruf hat zwei Minuten gedauert.
Er hat die Bedienungsanleitung nicht gefunden, ich habe sie ihm vorgelesen.
Die Warteschleife spielt jetzt das falsche Lied.
Ein Anrufer wollte meinen Namen wissen und nett sein.
Wieder Rückerstattungen, wieder das gleiche Formular.
Pause ausgelassen. Merke ich sofort.
Lieferadressen sollte der Kunde selbst ändern können.
Sendungsverfolgung: zwei Pakete, eine Nummer.
Rückerstattung kam an, er hat extra noch einmal angerufen, um es zu sagen.
Spätschicht, wenig los, Vorlagen aufgeräumt.
""".strip().splitlines()

SPANISH = """
Otra vez el reembolso que no llega. La clienta llevaba tres semanas esperando.
Turno tranquilo, buen ambiente en el chat.
La contraseña no se puede restablecer desde el móvil.
Los reembolsos tardan demasiado, lo dicen todos.
Primero escuchar y luego resolver: hoy funcionó.
El código de verificación no le llegaba al teléfono.
Una broma a tiempo cambió la conversación.
Reembolso rechazado aunque tenía el recibo.
El código de verificación llegó diez minutos tarde y ya no servía.
Mi compañera me ayudó con una devolución.
Hablé demasiado rápido, tuve que repetirlo.
Tres llamadas por la misma contraseña olvidada.
El pedido salió a otra dirección.
Le prometí el reembolso para el viernes y lo apunté.
Nadie gritó hoy.
El código de verificación otra vez, cuatro clientes seguidos.
La impresora no funciona.
Restablecer la contraseña son siete pasos, conté.
Me dio las gracias dos veces.
Reembolso hecho en el momento, se quedó callado y luego se rio.
Sin pausa hasta las cinco. Lo noto en la voz.
Código de verificación por correo: mucho mejor que por mensaje.
Un señor solo quería hablar.
La contraseña con acentos rompe el formulario.
Pidió hablar con mi jefe, al final no hizo falta.
Los reembolsos parciales no aparecen en su cuenta.
Escribí un correo corto y lo entendió a la primera.
El manual no dice nada de la contraseña temporal.
Un reembolso más, el mismo formulario.
Ordené mis plantillas.
""".strip().splitlines()
