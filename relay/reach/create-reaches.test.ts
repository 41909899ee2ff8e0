import type { LookupAddress } from 'node:dns'
import { describe, expect, test } from 'vitest'
import { AddressRefused } from './address-refused.ts'
import { allowedHosts } from './allowed-hosts.ts'
import { createReaches } from './create-reaches.ts'
import { findAddresses } from './find-addresses.ts'
import { placeOfUrl } from './place-of-url.ts'
import type { Place } from './place.ts'
import { plainHost } from './plain-host.ts'

const answer = (...addresses: string[]): LookupAddress[] =>
  addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

interface Given {
  /** What whoever runs the relay allows. */
  allowed?: string[]
  /** What the account may reach besides. */
  hosts?: string[]
  /** What names lead to. */
  leads?: string[]
}

/** `reached`, or the words of the refusal. */
async function reach(place: Place, { allowed = [], hosts = [], leads = ['93.184.216.34'] }: Given = {}) {
  const asked: string[] = []
  const lookup = (host: string) => Promise.resolve(answer(...(asked.push(host) > 0 ? leads : [])))
  const reaches = createReaches({ allowed: allowedHosts(allowed), lookup, isOwn: (one) => one === '93.184.216.99' })
  return findAddresses(place, reaches(hosts), AbortSignal.timeout(5_000)).then(
    () => ({ to: 'reached', asked }),
    (error: unknown) => {
      if (!(error instanceof AddressRefused)) throw error
      return { to: error.message, asked }
    },
  )
}
const url = (text: string): Place => placeOfUrl(new URL(text))!
const mail = (kind: 'smtp' | 'imap', host: string, port: number): Place => ({ kind, host: plainHost(host) ?? '', port })

describe('without anybody’s leave', () => {
  test.each([
    url('https://api.vendor.example/v1'),
    url('https://api.vendor.example./v1'),
    url('http://sms.company.example:13013/cgi-bin/sendsms'),
    url('https://mac.company.example:8443'),
    url('https://8.8.8.8'),
    url('https://[2606:4700::6810:1]'),
    mail('smtp', 'smtp.company.example', 587),
    mail('smtp', 'smtp.company.example', 2525),
    mail('imap', 'imap.company.example', 993),
  ])('$kind at $host:$port is reached', async (place) => {
    expect((await reach(place)).to).toBe('reached')
  })

  const inside = [
    'http://127.0.0.1:1234',
    'http://127.1:1234',
    'http://2130706433:1234',
    'http://0x7f.1:1234',
    'http://0177.0.0.1',
    'http://１２７。0。0。1',
    'http://localhost',
    'http://localhost.:8080',
    'http://user:secret@localhost',
    'http://0.0.0.0',
    'http://10.0.0.7',
    'http://172.16.0.1',
    'http://192.168.1.20:1234',
    'http://100.64.0.1',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]',
    'http://[::]',
    'http://[fe80::1]',
    'http://[fd00::1]',
    'http://[::ffff:10.0.0.1]',
    'http://[64:ff9b::a9fe:a9fe]',
    'http://[2002:7f00:1::]',
    'http://224.0.0.1',
    'http://168.63.129.16',
    'http://nas:5000',
    'http://nas.local:5000',
    'http://metadata.google.internal',
    'http://mac.home。arpa',
    'http://93.184.216.99:9200',
  ]
  test.each(inside)('%s is refused before any name is looked up', async (text) => {
    const refused = await reach(url(text))
    expect(refused.to).toMatch(
      /^“.+” is in a private network\. Whoever runs the relay can allow it with ALLOWED_HOSTS=\S+\.$/,
    )
    expect(refused.asked).toEqual([])
  })

  test.each(['127.0.0.1', '2130706433', '0x7f000001', 'localhost', 'localhost.', '::1', 'mail.lan', '169.254.169.254'])(
    'a mail server at %s is refused, too',
    async (host) => {
      for (const place of [mail('smtp', host, 587), mail('imap', host, 993)]) {
        expect((await reach(place)).to).toContain('is in a private network')
      }
    },
  )

  test.each([
    ['127.0.0.1'],
    ['10.0.0.7'],
    ['169.254.169.254'],
    ['100.64.0.1'],
    ['0.0.0.0'],
    ['8.8.8.8', '192.168.0.1'],
    ['192.168.0.1', '8.8.8.8'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['64:ff9b::7f00:1'],
    ['2606:4700::6810:1', 'fe80::1'],
    ['93.184.216.99'],
  ])('a public name that leads to %s %s is refused, and the address is not told', async (...leads) => {
    const { to } = await reach(url('https://api.vendor.example:8443'), { leads })
    expect(to).toBe(
      '“api.vendor.example:8443” is in a private network. Whoever runs the relay can allow it with ALLOWED_HOSTS=api.vendor.example:8443.',
    )
  })

  test('where there is IPv6 only, a translated public address is as good as itself', async () => {
    expect((await reach(url('https://api.vendor.example'), { leads: ['64:ff9b::808:808'] })).to).toBe('reached')
  })

  test.each([
    url('http://mail.company.example:25'),
    url('https://api.vendor.example:22'),
    url('http://api.vendor.example:443'),
    mail('smtp', 'smtp.company.example', 80),
    mail('imap', 'imap.company.example', 25),
  ])('$kind is not spoken at port $port of $host, which is another service', async (place) => {
    expect((await reach(place)).to).toContain(
      `has another port than ${place.kind} is spoken at. Whoever runs the relay`,
    )
  })
})

describe('what is allowed', () => {
  const nas = url('http://nas:5000')
  test.each<[string, Place, Given]>([
    ['a host with its port', nas, { allowed: ['nas:5000'] }],
    ['a host of the account alone', nas, { hosts: ['nas:5000'] }],
    ['a host at its usual port', url('http://nas'), { allowed: ['NAS'] }],
    ['a mail server at its usual ports', mail('smtp', 'mail.lan', 465), { allowed: ['mail.lan'] }],
    ['a network, by an address of it', url('http://192.168.1.20:1234'), { allowed: ['192.168.1.0/24'] }],
    ['a network, by a name that leads there', nas, { allowed: ['192.168.1.0/24'], leads: ['192.168.1.20'] }],
    ['a network of IPv6', url('http://[fd00::7]:1234'), { allowed: ['fd00::/8'] }],
    ['an address, however it is spelt', url('http://0x7f.1:1234'), { allowed: ['127.0.0.1:1234'] }],
    [
      'a port that is another service’s',
      url('http://mail.company.example:25'),
      { allowed: ['mail.company.example:25'] },
    ],
    ['an address that no name may lead to', url('http://169.254.169.254'), { allowed: ['169.254.169.254'] }],
  ])('%s is reached', async (_what, place, given) => {
    expect((await reach(place, { leads: ['10.0.0.7'], ...given })).to).toBe('reached')
  })

  test.each<[string, Place, Given]>([
    ['another port', url('http://nas:5001'), { allowed: ['nas:5000'] }],
    ['a port that is not usual', nas, { allowed: ['nas'] }],
    ['another host', url('http://nas2:5000'), { hosts: ['nas:5000'] }],
    ['a host below it', url('http://x.nas:5000'), { leads: ['10.0.0.7'], hosts: ['nas:5000'] }],
    ['an address beside the network', url('http://192.168.2.20'), { allowed: ['192.168.1.0/24'] }],
    ['a name that leads beside the network', nas, { allowed: ['192.168.1.0/24'], leads: ['192.168.2.20'] }],
    ['a name that leads into and beside it', nas, { allowed: ['192.168.1.0/24'], leads: ['192.168.1.2', '10.0.0.7'] }],
  ])('%s is not', async (_what, place, given) => {
    expect((await reach(place, given)).to).toContain('is in a private network')
  })

  test.each([
    '169.254.169.254',
    '0.0.0.0',
    '224.0.0.1',
    'fe80::1',
    'fd00:ec2::254',
    '100.100.100.200',
    '168.63.129.16',
  ])(
    'an allowed name that leads to %s, where clouds keep secrets or nobody is, is refused all the same',
    async (address) => {
      expect((await reach(nas, { hosts: ['nas:5000'], leads: [address] })).to).toContain('is in a private network')
    },
  )

  test('one account’s hosts are nobody else’s, and connections are shared by those alone who were judged alike', () => {
    const reaches = createReaches({ allowed: allowedHosts(['shared:80']), lookup: () => Promise.resolve([]) })
    const [one, other] = [reaches(['nas:5000']), reaches([])]
    expect(() => other(nas)).toThrow(AddressRefused)
    const vendor = url('https://api.vendor.example')
    expect(one(vendor)).toBe(other(vendor))
    expect(one(url('http://shared'))).toBe(other(url('http://shared')))
    expect(one(nas)).not.toBe(one(vendor))
  })
})

test('entries that name nothing are told', () => {
  const named = ['nas', 'nas:5000', '10.0.0.0/8', '[::1]:80', 'fd00::/8', '127.1']
  expect(allowedHosts(named).wrong).toEqual([])
  const wrong = ['https://nas', 'nas/24', '10.0.0.0/33', 'a b', 'nas:99999', '10.0.0.0/8/8', 'user@nas', '']
  expect(allowedHosts([...named, ...wrong]).wrong).toEqual(wrong)
})
