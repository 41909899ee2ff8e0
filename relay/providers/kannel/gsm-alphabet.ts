/** The GSM 7-bit alphabet by its numbers; 0x1b is the escape (3GPP TS 23.038 §6.2.1). */
export const gsmAlphabet: readonly string[] = Array.from(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿' +
    'abcdefghijklmnopqrstuvwxyzäöñüà',
)

/** What stands behind an escape, by its number; without the page break. */
export const gsmExtension: ReadonlyMap<number, string> = new Map([
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
])
