import { expect, test } from 'vitest'
import { receivedFile } from './received-file.ts'

test.each([
  ['invoice_\u202efdp.exe', 'invoice_fdp.exe'],
  ['\u2067photo\u2069.png', 'photo.png'],
  ['../../etc/😀 photo\n.png', '😀 photo.png'],
  ['C:\\Users\\Ada\\Offer.pdf', 'Offer.pdf'],
  ['..%2F..%2Fetc%2Fpasswd', 'passwd'],
  ['two\r\nlines\u2028more.txt', 'two lines more.txt'],
  ['invoice.pdf                                   .exe', 'invoice.pdf.exe'],
  ['zero\u200bwidth\ufeff.png', 'zerowidth.png'],
  ['a\u0000b\u0007.png', 'ab.png'],
  ['Angebot%20M%C3%BCller%20%F0%9F%98%80.pdf', 'Angebot Müller 😀.pdf'],
  ['100% sure%20.pdf', '100% sure.pdf'],
  ['%E0%A4%A.pdf', '%E0%A4%A.pdf'],
  ["Anna's offer (final).pdf", "Anna's offer (final).pdf"],
  ['👨‍👩‍👧 می‌روم.jpg', '👨‍👩‍👧 می‌روم.jpg'],
  ['\u202e', 'attachment'],
  ['..', 'attachment'],
  ['', 'attachment'],
])('%j is shown as %j', (given, shown) => {
  expect(receivedFile({ contentType: 'image/png', name: given }).name).toBe(shown)
})

test('a long name keeps its ending', () => {
  const { name } = receivedFile({ contentType: 'x/y', name: `${'😀'.repeat(300)}.docx` })
  expect(name).toBe(`${'😀'.repeat(89)}.docx`)
})

test.each([
  ['', 'clip.3gp', 'video/3gpp'],
  ['application/octet-stream', 'voice.ogg', 'audio/ogg'],
  ['binary/octet-stream', 'Offer.DOCX', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['public.heic', 'IMG_1.HEIC', 'image/heic'],
  ['', 'list.xlsx%20', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['', 'constructor', 'application/octet-stream'],
  ['Image/JPEG; name="x"', 'x', 'image/jpeg'],
  ['audio/amr', 'x.3gp', 'audio/amr'],
])('%j called %s is %s', (contentType, name, type) => {
  expect(receivedFile({ contentType, name }).contentType).toBe(type)
})
