const sentences = [
  'thank you for the offer, which I have read with my colleagues.',
  'We would like to have it by the end of next week, if that can be done.',
  'Could you send me the price for 120 pieces, and for 500?',
  'Das Angebot gefällt uns gut – wir bräuchten es aber in Größe 12 und in Grün.',
  'Please call me at +49 40 123456, or write to maria@customer.example.',
  'Le délai de livraison est un peu long, est-ce qu’on peut le réduire ?',
  'More of it stands at https://www.customer.example/orders/4711?ref=mail.',
  'I am in the office until four, and on the phone after that.',
]

/** So many lines of what people write, the same for the same number. */
function words(nth: number, lines: number): string[] {
  return Array.from({ length: lines }, (_, line) => sentences[(nth * 7 + line * 3) % sentences.length]!)
}

/** Bytes without a pattern, as those of a picture or a packed document are, in lines of base64. */
function packed(bytes: number): string[] {
  let state = 4_711
  const some = Buffer.alloc(bytes)
  for (let at = 0; at < bytes; at++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    some[at] = state >> 16
  }
  return some.toString('base64').match(/.{1,76}/g) ?? []
}

/** What mails are made of. */
export const texts = {
  words,
  greeting: 'News of this autumn',
  offer: 'Our offer for you',
  css: Array.from(
    { length: 60 },
    (_, nth) =>
      `p.Mso${nth}, li.Mso${nth}, div.Mso${nth} {margin:0cm;font-size:11.0pt;font-family:"Calibri",sans-serif;}`,
  ).join('\r\n'),
  picture: packed(24_000),
  document: packed(240_000),
}
