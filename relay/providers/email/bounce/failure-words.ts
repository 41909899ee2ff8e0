/** How mail systems say that they have given up, and will try no more. */
const endings: readonly RegExp[] = [
  /\bpermanent(?:ly)?\b[^.]{0,20}\b(?:error|fail|failure|failed|reject)|\bfailed permanently\b|\b(?:have|has|'ve|am) (?:now )?(?:given|giving) up\b|\bgiving up\b/,
  /\bno further (?:delivery )?attempts?\b|\bwill not (?:be )?(?:retr|tr(?:y|ied) again|attempt)|\bno longer (?:be )?(?:tried|retried|attempted|trying)\b/,
  /\bretry time(?:out)? (?:exceeded|not reached)|\b(?:maximum|too many) (?:number of )?(?:retries|attempts)|\bdelivery (?:time )?expired\b|\bmessage expired\b|\benvelope expired\b/,
  /status notification \(failure\)/,
  /dauerhafter fehler|endgültig|erreur (?:permanente|définitive)|error (?:permanente|permanent)|erro permanente|errore permanente|permanente fout/,
]

/** How mail systems say that a message did not arrive. They say it of other things too, so the sender must be one of them. */
const failures: readonly RegExp[] = [
  /\b(?:could|can|did|was|were|has|have|is|are|would)(?: ?not|n't)\b[^.;]{0,60}\b(?:deliver|reach|sent\b|send\b|accept|forward|transfer|relay|transmit|process)/,
  /\b(?:un|not |in)able to (?:be )?(?:deliver|reach|send|forward|relay|transmit|process)|\bcannot (?:be )?(?:deliver|reach|send|forward|relay|transmit)|\bwas ?n[o']t able to deliver/,
  /\bundeliver(?:able|ed)\b|\bnon-?deliver|\bfailed to (?:deliver|send|reach)|\b(?:mail|message|delivery|transmission|transfer)s? (?:\S+ )?(?:has |have |had )?(?:failed|failure|failures)\b|\b(?:failure|error) notice\b|\bfail(?:ed|ure) deliver/,
  /\breturned (?:e-?)?mail\b|\breturn(?:ed|ing) (?:message |mail )?to (?:the )?sender\b|\bunsent message\b|\bmail system error\b|\bdelivery (?:problem|error)s?\b|\btrouble (?:delivering|sending)\b/,
  /\b(?:address(?:es)?|recipients?|users?)\b[^.]{0,40}\b(?:failed|rejected|refused|had (?:permanent|delivery|fatal)|was not found|not found|unknown|(?:is |are )?invalid|does(?: not|n't) exist)/,
  /\b(?:no such|unknown|invalid|bad|nonexist\w*|non-exist\w*|not a valid|unroutable|unrouteable|illegal)(?: \w+)? (?:user|recipient|mailbox|address|host|domain|account|local part|destination|e-?mail)|\buser unknown\b|\bhost (?:unknown|not found)\b|\b(?:domain|host|user|account|mailbox)\b.{0,40}\b(?:does(?: not|n't) exist|not exist|doesn't have)|\b(?:aborted|gave up) after\b|\bcould not find\b/,
  /\b(?:mailbox|quota|inbox|storage)\b[^.]{0,40}\b(?:full|exceeded|exceeds|over|unavailable|disabled|inactive)\b|\bover ?quota\b|\bexceed(?:s|ed|ing)?\b[^.]{0,40}\b(?:size|limit|quota)/,
  /\b(?:message|mail|e-?mail|sender|delivery|content|connection|you)\b[^.]{0,40}\b(?:rejected|refused|blocked|denied|bounced|not accepted|discarded)\b|\b(?:rejected|refused|blocked) (?:by|your|because|due)/,
  /\berror (?:has )?(?:occurred|while|transferring|delivering|sending|in sending|message below)|\bnot listed in\b|\bduplicated? message-id\b|\bloop(?:ing)? (?:alert|detected)|\bmail loop\b|\bhops? count|\btoo many hops\b|\bnot a member of this (?:mailing )?list\b/,
  // de, nl
  /konnte(?:n)?\b[^.]{0,80}\bnicht\b[^.]{0,40}(?:zugestellt|übermittelt|ausgeliefert|gesendet|weitergeleitet)|nicht zugestellt|unzustellbar|nicht zustellbar|zustellung[^.]{0,40}(?:fehlgeschlagen|gescheitert|nicht möglich)|empfänger unbekannt|unbekannter empfänger/,
  /(?:kon|kan|kunnen|konden)\b[^.]{0,60}\bniet\b[^.]{0,40}(?:bezorgd|afgeleverd|verzonden)|onbestelbaar|niet (?:bezorgd|afgeleverd)|bezorging[^.]{0,20}mislukt/,
  // fr, es, pt, it
  /n'a (?:pas )?p(?:u|as pu)\b[^.]{0,30}(?:remis|distribu|livr|envoy|achemin)|non remis|échec (?:de (?:la )?)?(?:remise|livraison|distribution|envoi)|adresse (?:inconnue|introuvable)|destinataire inconnu/,
  /no (?:se )?(?:ha )?(?:p(?:udo|odido)|pu?ede)\b[^.]{0,30}(?:entreg|envi)|no entregad|imposible entregar|(?:fallo|error) (?:en|de) (?:la )?(?:entrega|envío)|usuario desconocido|destinatario desconocido/,
  /não (?:pôde|foi possível|pode|foi)\b[^.]{0,30}(?:entreg|envia)|não entregue|falha (?:na|de) (?:entrega|envio)|destinatário (?:desconhecido|inexistente)/,
  /non recapitabil|impossibile (?:recapitare|consegnare|inviare)|mancat[oa] (?:recapito|consegna)|non (?:è stato|può essere|è)\b[^.]{0,30}(?:consegna|recapita|possibile)|destinatario (?:sconosciuto|inesistente)/,
  // da, no, sv, fi
  /kunne ikke\b[^.]{0,40}(?:leveres|sendes)|ikke (?:leveret|levert)|kunde inte\b[^.]{0,40}(?:levereras|skickas)|olevererbar|kan ikke leveres|uleverelig|ei voitu toimittaa|toimittamat|perille toimittaminen epäonnistui/,
  // pl, cs, hu, tr, ro, el
  /nie (?:można|mogła?o?|został[ao]?|udało się)\b[^.]{0,50}dostarcz|niedostarczon|(?:nelze|nemohl[aoy]?|nepodařilo se)\b[^.]{0,50}doruč|nedoručiteln|nebyl[ao]? doručen|kézbesíthetetlen|nem (?:kézbesíthető|sikerült kézbesíteni|lehetett kézbesíteni)|teslim edile(?:medi|miyor|mez)|iletilemedi|nu a putut fi (?:livrat|trimis)|δεν ήταν δυνατή η παράδοση|δεν παραδόθηκε|αποτυχία παράδοσης/,
  // ru, uk
  /не (?:может быть|могло быть|удалось|было|доставлен)[^.]{0,40}(?:доставл|достав|отправ)|недоставлен|не доставлен|невозможно доставить|ошибка доставки|не вдалося доставити|не може бути доставлен/,
  // ar, he, th, vi, id
  /تعذر (?:تسليم|إرسال)|فشل (?:في )?(?:ال)?(?:تسليم|إرسال)|لم يتم تسليم|לא נמסר|לא ניתן (?:היה )?(?:למסור|לשלוח)|המסירה נכשלה|ไม่สามารถส่ง|ส่ง(?:ข้อความ)?ไม่สำเร็จ|không thể (?:gửi|chuyển)|gửi không thành công|tidak (?:dapat|bisa) (?:di)?kirim|gagal (?:di)?kirim/,
  // ja, zh, ko
  /(?:配信|送信|配送|配達|お届け|届ける?こと(?:が|は)?|転送)(?:することが|は|が)?(?:できま|できなか|出来ま|不能|に失敗|されませんでした)|届けできません|宛先不明|不達|送信エラー|エラー通知|(?:見つかり|存在し)ません|存在しない/,
  /无法(?:投递|送达|传递|发送|送出)|無法(?:投遞|傳遞|送達|寄送)|(?:投递|发送|投遞|傳送|寄送)失[败敗]|退信|退件|未能(?:送达|送達|投递)|被退回|收件人不存在|배달(?:되지|할 수 없)|전송(?:되지|할 수 없|에? ?실패)|반송/,
]

/** What the text says of a failure: that it is final, that there was one, or nothing. `text` is in lower case. */
export function failureWords(text: string): 'final' | 'failed' | null {
  if (endings.some((saying) => saying.test(text))) return 'final'
  return failures.some((saying) => saying.test(text)) ? 'failed' : null
}
