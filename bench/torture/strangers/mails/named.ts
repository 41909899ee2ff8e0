import { parts, write, type MailForm } from './write.ts'

const skrev = `Den 1 skrev ${'skrev '.repeat(16_000)}`

/** Mails that have stopped a relay before: each of them comes, whatever the seed. */
export const named: Record<string, MailForm & { times: number }> = {
  'half a megabyte of <i>': {
    times: 5,
    make: (_, told) => write(told, { 'Content-Type': 'text/html' }, `${told.mark}${'<i>'.repeat(170_000)}`),
  },
  'Den 1 skrev skrev': { times: 3, right: ['kept'], make: (_, told) => write(told, {}, `${told.mark}\n${skrev}`) },
  'Den 1 skrev skrev, as HTML': {
    times: 3,
    right: ['kept'],
    make: (_, told) => write(told, { 'Content-Type': 'text/html' }, `<p>${told.mark}</p>${skrev}:`),
  },
  '65,536 times <': {
    times: 3,
    right: ['kept'],
    make: (_, told) => write(told, {}, `${told.mark} ${'<'.repeat(65_536)}`),
  },
  '65,536 times <, as HTML': {
    times: 3,
    make: (_, told) => write(told, { 'Content-Type': 'text/html' }, `${told.mark} ${'<'.repeat(65_536)}`),
  },
  '96 kB of marks and empty lines': {
    times: 3,
    right: ['kept'],
    make: (_, told) => write(told, { References: '<a@b.example>' }, `${told.mark}\n${'>\n\n'.repeat(32_000)}`),
  },
  'ten thousand parts': {
    times: 1,
    make: (_, told) =>
      write(
        told,
        { 'Content-Type': 'multipart/mixed; boundary=b' },
        parts(10_000, () => `Content-Type: text/calendar\r\n\r\n${told.mark}`),
      ),
  },
}
