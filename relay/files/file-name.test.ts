import { expect, test } from 'vitest'
import { fileName } from './file-name.ts'

const url = new URL('https://files.example.com/x')

test.each([
  ['Offer.pdf', 'Offer.pdf'],
  ['Offer', 'Offer.pdf'],
  ['../../etc/passwd', 'passwd.pdf'],
  ['C:\\Users\\anna\\Offer.pdf', 'Offer.pdf'],
  ['Offer\r\nContent-Type: text/html.pdf', 'html.pdf'],
  ['in\u202efdp.exe', 'infdp.exe'],
  ['"quoted".pdf', 'quoted.pdf'],
  ['.hidden', 'hidden.pdf'],
  ['...', 'file.pdf'],
  ['報告書 2026.pdf', '報告書 2026.pdf'],
  ['Offer.docx', 'Offer.docx'],
])('%j becomes %s', (given, becomes) => {
  expect(fileName(given, url, 'pdf')).toBe(becomes)
})

test('a long one is cut and keeps its ending', () => {
  expect(fileName(`${'😀'.repeat(150)}.pdf`, url, 'pdf')).toBe(`${'😀'.repeat(90)}.pdf`)
})

test.each([
  ['/offer.pdf', 'offer.pdf'],
  ['/2026/Angebot%20M%C3%BCnchen.pdf', 'Angebot München.pdf'],
  ['/', 'file.pdf'],
  ['/folder/', 'folder.pdf'],
  ['/%E0%A4%A', 'E0A4A.pdf'],
  ['/%2e%2e%2fsecret.pdf', 'secret.pdf'],
])('without a name the address %s gives %s', (path, becomes) => {
  expect(fileName(undefined, new URL(path, url), 'pdf')).toBe(becomes)
})

test('where nothing shows an ending there is none', () => {
  expect(fileName('notes', url, undefined)).toBe('notes')
})
