import { describe, expect, test } from 'vitest'
import { Invalid } from '../errors.ts'
import { allowedHosts } from '../reach/allowed-hosts.ts'
import { checkAttachments } from './check-attachments.ts'

const carries = { most: 2, bytes: 1_000_000, types: ['image/*', 'application/pdf'] }
const nothing = allowedHosts([])
const file = { url: 'https://files.example.com/offer.pdf' }

const codeOf = (check: () => void): string => {
  try {
    check()
    return 'taken'
  } catch (error) {
    if (error instanceof Invalid) return error.code
    throw error
  }
}
const judge = (url: string, allowed: string[] = []): string =>
  codeOf(() => checkAttachments([{ url }], carries, allowedHosts(allowed), 'Support line'))

describe('what a line carries', () => {
  test('no files are fine on every line', () => {
    expect(codeOf(() => checkAttachments([], undefined, nothing, 'Text line'))).toBe('taken')
  })

  test('a line that carries text only says so, by its name', () => {
    const check = () => checkAttachments([file], undefined, nothing, 'Text line')
    expect(codeOf(check)).toBe('attachments_not_supported')
    expect(check).toThrow('Text line carries text only')
  })

  test('more files than the line carries', () => {
    expect(codeOf(() => checkAttachments([file, file], carries, nothing, 'Support line'))).toBe('taken')
    const check = () => checkAttachments([file, file, file], carries, nothing, 'Support line')
    expect(codeOf(check)).toBe('too_many_attachments')
    expect(check).toThrow('Support line carries 2 files with a message, and this one has 3')
  })

  test('a type that the line does not carry, where one is named', () => {
    for (const contentType of ['image/png', 'image/x-unheard-of', 'application/pdf']) {
      expect(codeOf(() => checkAttachments([{ ...file, contentType }], carries, nothing, 'Support line'))).toBe('taken')
    }
    for (const contentType of ['video/mp4', 'application/pdfx', 'text/html', 'images/png']) {
      const check = () => checkAttachments([{ ...file, contentType, name: 'clip' }], carries, nothing, 'Support line')
      expect(codeOf(check)).toBe('attachment_type_refused')
      expect(check).toThrow(/clip/)
    }
  })

  test('the second file is looked at, too', () => {
    const files = [file, { url: 'https://10.0.0.1/x.pdf' }]
    expect(() => checkAttachments(files, carries, nothing, 'Support line')).toThrow(/file x\.pdf is not fetched/)
    const bare = [file, { url: 'https://10.0.0.1' }]
    expect(() => checkAttachments(bare, carries, nothing, 'Support line')).toThrow(/file https:\/\/10\.0\.0\.1 is not/)
  })
})

describe('addresses on the Internet', () => {
  test.each([
    'https://files.example.com/a.pdf',
    'https://files.example.com:443/a.pdf',
    'HTTPS://FILES.EXAMPLE.COM/a.pdf?signature=%2F..%2F#page=2',
    'https://files.example.com./a.pdf',
    'https://münchen.example/bild.png',
    'https://8.8.8.8/a.pdf',
    'https://172.32.0.1/a.pdf',
    'https://192.169.0.1/a.pdf',
    'https://100.128.0.1/a.pdf',
    'https://[2606:4700:4700::1111]/a.pdf',
    'https://[::ffff:8.8.8.8]/a.pdf',
    'https://localhost.example.com/a.pdf',
    'https://127.0.0.1.example.com/a.pdf',
  ])('%s', (url) => {
    expect(judge(url)).toBe('taken')
  })
})

/** Every spelling that has led somebody's server into its own network. */
const hostile: Record<string, string[]> = {
  'loopback, spelt in every way': [
    'https://127.0.0.1/a.pdf',
    'https://127.1/a.pdf',
    'https://127.0.1/a.pdf',
    'https://127.255.255.254/a.pdf',
    'https://2130706433/a.pdf',
    'https://0x7f000001/a.pdf',
    'https://0x7F.1/a.pdf',
    'https://0x7f.0x0.0x0.0x1/a.pdf',
    'https://0177.0.0.1/a.pdf',
    'https://0177.0000.0000.0001/a.pdf',
    'https://017700000001/a.pdf',
    'https://127.0.0.1./a.pdf',
    'https://%31%32%37.0.0.1/a.pdf',
    'https://①②⑦.⓪.⓪.①/a.pdf',
    'https://127。0。0。1/a.pdf',
    'https://127.0.0.\u00ad1/a.pdf',
    'https://127.0\t.0.1/a.pdf',
    'https:\\\\127.0.0.1\\a.pdf',
    'https:127.0.0.1/a.pdf',
    'https://[::1]/a.pdf',
    'https://[0:0:0:0:0:0:0:1]/a.pdf',
    'https://[::ffff:127.0.0.1]/a.pdf',
    'https://[::ffff:7f00:1]/a.pdf',
    'https://[0:0:0:0:0:ffff:127.0.0.1]/a.pdf',
    'https://[::127.0.0.1]/a.pdf',
    'https://localhost/a.pdf',
    'https://LOCALHOST/a.pdf',
    'https://localhost./a.pdf',
    'https://ｌｏｃａｌｈｏｓｔ/a.pdf',
    'https://files.localhost/a.pdf',
  ],
  'no address at all': [
    'https://0.0.0.0/a.pdf',
    'https://0/a.pdf',
    'https://0x0/a.pdf',
    'https://0.1.2.3/a.pdf',
    'https://[::]/a.pdf',
  ],
  'the metadata of a cloud': [
    'https://169.254.169.254/latest/meta-data/',
    'https://2852039166/latest/meta-data/',
    'https://0xA9FEA9FE/latest/meta-data/',
    'https://0251.0376.0251.0376/latest/meta-data/',
    'https://[::ffff:169.254.169.254]/latest/meta-data/',
    'https://[::ffff:a9fe:a9fe]/latest/meta-data/',
    'https://[fd00:ec2::254]/latest/meta-data/',
    'https://metadata.google.internal/computeMetadata/v1/',
    'https://metadata/computeMetadata/v1/',
    'https://100.100.100.200/latest/meta-data/',
    'https://168.63.129.16/machine/',
    'https://192.0.0.192/opc/v1/instance/',
  ],
  'private networks': [
    'https://10.0.0.1/a.pdf',
    'https://10.1/a.pdf',
    'https://167772161/a.pdf',
    'https://012.0.0.1/a.pdf',
    'https://172.16.0.1/a.pdf',
    'https://172.31.255.255/a.pdf',
    'https://192.168.1.1/a.pdf',
    'https://3232235777/a.pdf',
    'https://100.64.0.1/a.pdf',
    'https://198.18.0.1/a.pdf',
    'https://[fc00::1]/a.pdf',
    'https://[fd12:3456:789a::1]/a.pdf',
    'https://[fe80::1]/a.pdf',
    'https://[fec0::1]/a.pdf',
    'https://[::ffff:10.0.0.1]/a.pdf',
    'https://intranet/a.pdf',
    'https://nas.local/a.pdf',
    'https://printer.home.arpa/a.pdf',
    'https://wiki.corp/a.pdf',
  ],
  'private addresses in the clothes of others': [
    'https://[64:ff9b::7f00:1]/a.pdf',
    'https://[64:ff9b::a9fe:a9fe]/a.pdf',
    'https://[64:ff9b:1::a00:1]/a.pdf',
    'https://[2002:7f00:1::]/a.pdf',
    'https://[2002:a9fe:a9fe::]/a.pdf',
    'https://[2001:0:7f00:1::]/a.pdf',
    'https://[::ffff:0:127.0.0.1]/a.pdf',
  ],
  'many at once, or nobody': [
    'https://224.0.0.1/a.pdf',
    'https://239.255.255.250/a.pdf',
    'https://255.255.255.255/a.pdf',
    'https://240.0.0.1/a.pdf',
    'https://192.0.2.1/a.pdf',
    'https://[ff02::1]/a.pdf',
    'https://[2001:db8::1]/a.pdf',
    'https://[4000::1]/a.pdf',
  ],
  'a login, another port, another scheme': [
    'https://anna:secret@files.example.com/a.pdf',
    'https://anna@files.example.com/a.pdf',
    'https://:secret@files.example.com/a.pdf',
    'https://files.example.com%40127.0.0.1/a.pdf',
    'https://files.example.com@127.0.0.1/a.pdf',
    'https://files.example.com:8443/a.pdf',
    'https://files.example.com:80/a.pdf',
    'https://files.example.com:22/a.pdf',
    'http://files.example.com/a.pdf',
    'http://files.example.com:443/a.pdf',
    'ftp://files.example.com/a.pdf',
    'file:///etc/passwd',
    'data:application/pdf;base64,JVBERi0=',
    'javascript:alert(1)',
    'gopher://127.0.0.1:70/_',
    'https://',
    'https:///',
    'https://[::1',
    'https://256.256.256.256/a.pdf',
    'https://files..example.com:99999/a.pdf',
    'not an address',
  ],
}

for (const [place, urls] of Object.entries(hostile)) {
  describe(place, () => {
    test.each(urls)('%s is refused', (url) => {
      expect(judge(url)).toBe('attachment_url_refused')
    })
  })
}

describe('hosts that an admin allowed', () => {
  test.each([
    ['files.acme.internal', 'https://files.acme.internal/a.pdf'],
    ['files.acme.internal', 'http://files.acme.internal/a.pdf'],
    ['FILES.acme.internal.', 'https://files.ACME.internal./a.pdf'],
    ['nas', 'https://nas/a.pdf'],
    ['nas:5001', 'https://nas:5001/a.pdf'],
    ['nas:443', 'https://nas/a.pdf'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080/a.pdf'],
    ['127.0.0.1:8080', 'http://0x7f.1:8080/a.pdf'],
    ['[::1]:8080', 'http://[0:0:0:0:0:0:0:1]:8080/a.pdf'],
  ])('%s allows %s', (allowed, url) => {
    expect(judge(url, [allowed])).toBe('taken')
  })

  test.each([
    ['files.acme.internal', 'https://files.acme.internal:8443/a.pdf'],
    ['files.acme.internal', 'https://other.acme.internal/a.pdf'],
    ['files.acme.internal', 'https://x.files.acme.internal/a.pdf'],
    ['acme.internal', 'https://files.acme.internal/a.pdf'],
    ['nas:5001', 'https://nas/a.pdf'],
    ['nas:443', 'http://nas/a.pdf'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8081/a.pdf'],
    ['127.0.0.1:8080', 'http://127.0.0.2:8080/a.pdf'],
    ['files.acme.internal', 'https://anna:secret@files.acme.internal/a.pdf'],
    ['files.acme.internal', 'ftp://files.acme.internal/a.pdf'],
    ['', 'https://10.0.0.1/a.pdf'],
    ['not a host', 'https://10.0.0.1/a.pdf'],
  ])('%s does not allow %s', (allowed, url) => {
    expect(judge(url, [allowed])).toBe('attachment_url_refused')
  })
})
