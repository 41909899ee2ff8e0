const escape = String.fromCharCode(0x1b)
const out = String.fromCharCode(0x0e)
const into = String.fromCharCode(0x0f)
const japanese = new RegExp(`${escape}(?:\\$[@B]|\\([IJ])`)
const shifting = new RegExp(`${escape}\\$\\)([A-G])`, 'g')
const shifted = new RegExp(`${out}([ -~\\s]*)${into}?`, 'g')

/**
 * Text in the seven-bit character sets of East Asia, which switch by escapes and so are told by their bytes, whether named or
 * not: ISO-2022-JP (RFC 1468), ISO-2022-KR (RFC 1557), ISO-2022-CN (RFC 1922) and HZ (RFC 1843). Other text comes back as it is.
 */
export function fromSevenBit(text: string): string {
  if (japanese.test(text)) {
    return text.replace(/\p{ASCII}+/gu, (run) => (run.includes(escape) ? decode(run, 'iso-2022-jp') : run))
  }
  const [designated] = text.matchAll(shifting)
  if (designated) {
    const charset = designated[1] === 'C' ? 'euc-kr' : 'gb18030'
    return text.replace(shifting, '').replace(shifted, (_match, run: string) => decode(high(run), charset))
  }
  return text.replace(/~\{((?:[!-w][!-~])+)~\}/g, (_match, run: string) => decode(high(run), 'gb18030'))
}

function high(run: string): string {
  return run.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) | 0x80))
}

/** To make one takes longer than most runs. */
const decoders = new Map(['iso-2022-jp', 'euc-kr', 'gb18030'].map((charset) => [charset, new TextDecoder(charset)]))

function decode(bytes: string, charset: string): string {
  return decoders.get(charset)!.decode(Buffer.from(bytes, 'latin1'))
}
