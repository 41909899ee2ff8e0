import { expect, test } from 'vitest'
import { sampleFile } from '../../workbench/file-host/sample-file.ts'
import { trueType } from './true-type.ts'

const { png, pdf, html, exe, csv, mp4, docx } = sampleFile
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

test.each([
  ['a PDF served without a type', pdf, '', undefined, 'application/pdf'],
  ['a PDF served as bytes', pdf, 'application/octet-stream', undefined, 'application/pdf'],
  ['a picture under an old name', png, 'IMAGE/X-PNG; q=1', 'image/png', 'image/png'],
  ['a picture announced as another kind of picture', png, 'image/jpeg', 'image/jpeg', 'image/png'],
  ['a film', mp4, 'video/mp4', undefined, 'video/mp4'],
  ['sound in a container for film', mp4, 'audio/mp4', undefined, 'audio/mp4'],
  ['a table', csv, 'text/csv; charset=utf-8', undefined, 'text/csv'],
  ['a table served as text and announced as a table', csv, 'text/plain', 'text/csv', 'text/csv'],
  ['a table served as bytes and announced as a table', csv, 'application/octet-stream', 'text/csv', 'text/csv'],
  ['a document whose inside does not show', docx, word, undefined, word],
  ['a document announced as one and served as its container', docx, 'application/zip', word, word],
  ['a program', exe, 'application/octet-stream', undefined, 'application/x-msdownload'],
  ['bytes that say nothing', Buffer.from('hello'), '', undefined, 'application/octet-stream'],
  ['a page', html, 'text/html', undefined, 'text/html'],
])('%s', async (_what, content, served, announced, becomes) => {
  expect(await trueType(content, served, announced)).toMatchObject({ contentType: becomes })
})

test.each([
  ['a login page served as a picture', html, 'image/png', undefined],
  ['a login page where a PDF was announced', html, 'text/html', 'application/pdf'],
  ['a login page where a table was announced', html, 'text/html', 'text/csv'],
  ['a program served as a PDF', exe, 'application/pdf', undefined],
  ['a program served as bytes and announced as a PDF', exe, 'application/octet-stream', 'application/pdf'],
  ['a PDF served as a picture', pdf, 'image/png', undefined],
  ['a picture announced as a film', png, 'image/png', 'video/mp4'],

  ['a program where a document was announced', exe, '', word],
  ['an archive served as a PDF', docx, 'application/pdf', undefined],
])('%s is a contradiction', async (_what, content, served, announced) => {
  expect(await trueType(content, served, announced)).toBeNull()
})

test('the ending is the one of what the bytes are', async () => {
  expect(await trueType(png, 'image/jpeg', undefined)).toEqual({ contentType: 'image/png', extension: 'png' })
  expect(await trueType(csv, 'text/csv', undefined)).toEqual({ contentType: 'text/csv', extension: undefined })
})
