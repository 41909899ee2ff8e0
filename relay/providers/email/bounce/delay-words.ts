/** How mail systems say that they go on trying. Each says it by itself; a word such as "later" would not. */
const sayings: readonly RegExp[] = [
  /this is (?:only )?a (?:temporary )?(?:warning|temporary failure)\b|\bwarning (?:message )?only\b/,
  /\b(?:do|does) ?(?:not|n't) need to (?:re-?send|resubmit|send it again)\b|no action is (?:required|needed)/,
  /\bwill (?:be retried|retry|be tried again|keep (?:on )?trying|try again (?:for|until|later|in)|continue to (?:be )?(?:try|attempt|retr|deliver)|continue trying|make further attempts)/,
  /\b(?:delivery )?attempts (?:will )?continue\b|\bstill (?:being retried|trying|in the queue)\b|\bretry(?:ing)? for (?:another|up to|the next)\b/,
  /\bnot (?:yet )?been delivered (?:yet|after|to one|for)|\bhas not yet been delivered\b|\bnot yet delivered\b/,
  /\b(?:message|mail|delivery|it) (?:is|was|has been|is being) (?:temporarily )?(?:delayed|deferred)\b|\bdelivery (?:is )?delayed\b|\bdelayed mail\b/,
  /status notification \(delay\)|\bcould not send (?:message|mail) for (?:the )?(?:past|last)\b|\b(?:kept|held|stays|remains|still|is) in (?:our|the) (?:mail )?queue\b|\bwill (?:automatically )?be (?:re-?sent|sent again|redelivered)\b/,
  // de, nl, da, no, sv
  /zustellung (?:ist |wurde )?verz[öo]gert|verz[öo]gerte zustellung|weiterhin versuch|weitere (?:zustell)?versuche|noch nicht zugestellt/,
  /bezorging (?:is )?vertraagd|nog niet (?:bezorgd|afgeleverd)|forsinket levering|levering(?:en)? er forsinket|fördröjd leverans|leveransen är fördröjd/,
  // fr, es, pt, it
  /remise (?:est |a été )?(?:retard|différ)|retard (?:de|dans la) (?:remise|livraison)|nouvelles tentatives|pas encore (?:été )?(?:remis|distribu|livr)/,
  /entrega (?:se ha |ha sido |est[áa] |foi )?(?:retrasad|demorad|atrasad|adiad)|(?:se )?seguir[áa] intentando|a[úu]n no (?:se )?ha (?:sido |podido )?entreg|novas? tentativas?|ainda não foi entregue/,
  /consegna (?:è |è stata )?(?:ritardata|posticipata|rinviata)|ulteriori tentativi|non ancora (?:stato )?(?:consegnat|recapitat)/,
  // pl, cs, ru, uk
  /dostarczenie (?:zostało )?opóźnione|ponowne próby|doručení (?:je|bylo) (?:zpožděno|odloženo)|доставка (?:сообщения |письма )?(?:задерж|отлож)|попытки (?:доставки )?(?:будут )?продолж|ещё не доставлен/,
  // ja, zh, ko
  /配信が?遅(?:れて|延)|遅延(?:して|通知|しています)|再送(?:を試み|信を)|再度配(?:信|送)を?試|配送が?遅|投递延迟|延迟投递|邮件延迟|將?会?繼?继?[續续]嘗?尝?[試试]|傳遞延遲|延遲傳遞|배달이? 지연|전송 지연/,
]

/** Does the text say that the message is late, and still tried? `text` is in lower case. */
export function hasDelayWords(text: string): boolean {
  return sayings.some((saying) => saying.test(text))
}
