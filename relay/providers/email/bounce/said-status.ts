/** Reasons in words, for where a mail system gives no code that says anything; each with the code it stands for. */
const reasons: readonly [status: string, words: RegExp][] = [
  [
    '5.2.2',
    /mailbox (?:is )?full|mailbox\b.{0,20}\bexceed|(?:over|exceed\w{0,4})\b.{0,30}\bquota|quota (?:is )?exceeded|mailbox.{0,40}(?:exceeded|over).{0,20}limit|メールボックスが?一杯|boîte.{0,20}pleine/,
  ],
  [
    '5.1.1',
    /user unknown|unknown (?:user|recipient|local|mailbox)|no such (?:user|recipient|mailbox|address|person|account)|(?:user|recipient|account|mailbox|address)\b.{0,60}\b(?:(?:does(?: not|n't)|not) exist|doesn't have|not found|unknown)|not listed in (?:public|domino)|recipient name is not recognized|unroutable address|unrouteable address|invalid (?:user|recipient|mailbox)|no mailbox here by that name|no valid recipients/,
  ],
  [
    '5.1.2',
    /host unknown|unknown host|host (?:was )?not found|domain\b.{0,60}\b(?:not found|does(?: not|n't) exist)|unknown domain|name (?:service|or service) error|nxdomain|no such (?:host|domain)/,
  ],
  ['5.3.4', /(?:message|mail|size)\b.{0,40}\b(?:too (?:large|big)|exceeds?\b.{0,30}\b(?:size|limit))|mail size limit/],
  [
    '5.7.1',
    /\bspam\b|\bunsolicited\b|\bblocked\b|\bblacklist|\bblocklist|\bdnsbl\b|\brbl\b|\bpolicy\b|\bdmarc\b|\bspf\b|access denied|not authori[sz]ed|banned content|virus (?:was )?(?:found|detected)|infected/,
  ],
  [
    '5.4.1',
    /timed? ?out|connection refused|no route to host|network is unreachable|could not connect|retry time|envelope expired|too many hops|hop count|loop/,
  ],
]

/** Codes that only repeat that it failed. */
const empty = /^5\.[01235]\.0$|^5\.0\.\d+$/
/** Codes that mail systems make of a bare reply code (550, 551, 552, 553), whatever it was given for. */
const made = /^5\.(?:1\.[136]|2\.2)$/
const oursRefused = /sender(?: address)?\b.{0,20}\b(?:rejected|refused|denied|unroutable)|unroutable sender/

/**
 * The enhanced status (RFC 3463) that says most: what the other server said is believed before the report's own field, and that before
 * the text around them. It is one of class 5, since it is asked for what has failed; empty where nothing is said.
 */
export function saidStatus(answer: string, field: string, text: string): string {
  const words = reasonIn(answer)
  const coded = codesIn(answer)
  const own = codesIn(field)
  if (coded.length === 0 && own.some((code) => made.test(code)) && words === '5.7.1') return words
  const codes = [...coded, ...own, ...codesIn(text)]
  const telling = codes.find((code) => !empty.test(code))
  if (telling !== undefined) return telling
  if (oursRefused.test((answer || text).toLowerCase())) return '5.1.7'
  return words || reasonIn(text) || (codes[0] ?? '')
}

/** The code that the words of a text stand for; empty where they say none. */
export function reasonIn(text: string): string {
  const words = text.toLowerCase()
  return reasons.find(([, pattern]) => pattern.test(words))?.[0] ?? ''
}

/** The codes in a text; first those beside the reply code of a server. A late end has one of class 4. */
function codesIn(text: string): string[] {
  const beside = text.matchAll(/\b5\d\d[ -](?:\(?#)?([45]\.\d{1,3}\.\d{1,3})(?![\d.])/g)
  const alone = text.matchAll(/(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])/g)
  const codes = [...beside, ...alone].slice(0, 40).map((match) => match[1]!.replace(/^4\.(?=2\.2$|4\.)/, '5.'))
  return codes.filter((code) => code.startsWith('5.'))
}
