import { expect, test } from 'vitest'
import { readBounce } from '../../../../workbench/mail/fixture/read-bounce.ts'

/** How mailbox providers report, in their own words and languages. */
const families: readonly [name: string, becomes: string, mail: string][] = [
  [
    'Yahoo',
    'recipient_unknown',
    `
Return-Path: <>
From: MAILER-DAEMON@yahoo.example
Subject: Failure Notice

Sorry, we were unable to deliver your message to the following address.

<maria@customer.example>:
554: delivery error: dd This user doesn't have a yahoo.example account (maria@customer.example) [0]

--- Below this line is a copy of the message.

{ours}`,
  ],
  [
    'Gmail of old',
    'recipient_unknown',
    `
Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@google.example>
Subject: Delivery Status Notification (Failure)
Content-Type: text/plain; charset=ISO-8859-1
Content-Transfer-Encoding: quoted-printable

Delivery to the following recipient failed permanently:

     maria@customer.example

Technical details of permanent failure:=20
The other server answered: 550 550 5.1.1 No such=
 person (state 13).

----- Original message -----

{ours}

Hello`,
  ],
  [
    'Gmail of old, late',
    'delayed',
    `
From: Mail Delivery Subsystem <mailer-daemon@google.example>
Subject: Delivery Status Notification (Delay)

THIS IS A WARNING MESSAGE ONLY.

Delivery to the following recipient has been delayed:

     maria@customer.example

Message will be retried for 2 more day(s)

The other server answered: 450 4.2.1 Come again

----- Original message -----

{ours}`,
  ],
  [
    'GMX',
    'mailbox_full',
    `
Return-Path:
From: MAILER-DAEMON@mail.gmx.example
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

The following address failed:

"maria@customer.example":
SMTP error from remote server after RCPT command:
host: mx.customer.example
5.2.2 quota used up

--- The header of the original message is following. ---

{ours}`,
  ],
  [
    'mail.ru',
    'recipient_unknown',
    `
Return-Path: <>
From: mailer-daemon@corp.mail.example
Auto-Submitted: auto-replied
Subject: =?UTF-8?B?0JLQsNGI0LUg0YHQvtC+0LHRidC10L3QuNC1?=
Content-Type: text/plain; charset=utf-8

Письмо создано сервером, отвечать на него не нужно.

Ваше письмо не может быть доставлено получателю:

  maria@customer.example
    550 5.1.1 нет такого адреса

------ This is a copy of the message, including all the headers. ------

{ours}`,
  ],
  [
    'QQ',
    'undelivered in words',
    `
From: PostMaster@qq.example
Subject: =?utf-8?B?57O757uf6YCA5L+h?=
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

抱歉，您的邮件被退回来了。收件人地址 maria@customer.example 无法投递。

--b
Content-Type: message/rfc822

{ours}

--b--`,
  ],
  [
    'La Poste',
    'recipient_unknown',
    `
Return-Path: <>
From: postmaster@laposte.example
Subject: =?utf-8?Q?=C3=89chec_de_la_remise?=
Content-Type: text/plain; charset=utf-8

Votre message n'a pas pu être remis au destinataire.

<maria@customer.example>: 550 5.5.0 User unknown (adresse inconnue)

--- Message original, en-têtes ---

{ours}`,
  ],
  [
    'a Spanish provider, late',
    'delayed',
    `
From: Sistema de correo <mailer-daemon@correo.example>
Subject: Aviso
Content-Type: text/plain; charset=utf-8

La entrega se ha retrasado. El servidor seguirá intentando durante dos días. No se pudo entregar hasta ahora.

{ours}`,
  ],
]

test.each([
  ['Niedostarczona wiadomość', 'Wiadomość nie została dostarczona do adresata.'],
  ['Nedoručitelná zpráva', 'Vaše zpráva nebyla doručena.'],
  ['Mancato recapito', 'Il messaggio non è stato consegnato.'],
  ['Mensagem', 'A sua mensagem não pôde ser entregue.'],
  ['Bericht', 'Uw bericht kon niet worden bezorgd.'],
  ['Meddelande', 'Ditt meddelande kunde inte levereras.'],
  ['Besked', 'Din meddelelse kunne ikke leveres.'],
  ['İleti', 'İletiniz teslim edilemedi.'],
  ['메일', '보내신 메일이 전송되지 못했습니다.'],
  ['رسالة', 'تعذر تسليم رسالتك إلى المستلم.'],
  ['הודעה', 'ההודעה שלך לא נמסרה.'],
  ['Μήνυμα', 'Το μήνυμά σας δεν παραδόθηκε.'],
])('a provider that writes its own language alone is understood: %s', async (subject, words) => {
  const head = `From: postmaster@mail.example\nSubject: ${subject}\nContent-Type: text/plain; charset=utf-8`
  const { events } = await readBounce(`${head}\n\n${words}\n\n{ours}`)
  expect(events).toMatchObject([{ kind: 'status', status: 'undelivered' }])
})

test.each(families)('%s: %s', async (_name, becomes, mail) => {
  const { became, events } = await readBounce(mail)
  if (becomes !== 'undelivered in words') return expect(became).toBe(becomes)
  expect(events).toMatchObject([{ kind: 'status', status: 'undelivered', error: { blame: 'unknown' } }])
})
