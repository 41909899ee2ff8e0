import { describe, expect, test } from 'vitest'
import { only, received, testLine } from '../../../workbench/mail/fixture/test-line.ts'
import { readAuthenticationResults } from './authentication-results.ts'
import { read } from './read.ts'

const line = testLine(undefined, { authservId: 'mx.company.example' })
const ada = 'From: Ada <ada@customer.example>'
const pass = 'Authentication-Results: mx.company.example; dmarc=pass header.from=customer.example'
const fail = 'Authentication-Results: mx.company.example; dmarc=fail header.from=customer.example'

const proofOf = async (headers: readonly string[], at = line) =>
  only(await read(received([...headers, 'Message-ID: <1@customer.example>'], 'Hello'), at), 'reply').proof ?? 'none'

describe('passes: the receiving server says so, however it writes it', () => {
  test.each([
    'mx.company.example; dmarc=pass header.from=customer.example',
    'MX.Company.Example; DMARC=Pass Header.From=Customer.Example',
    'mx.company.example 1; dmarc=pass (p=reject dis=none) header.from=customer.example',
    'mx.company.example;dmarc=pass header.from=customer.example;',
    '"mx.company.example"; dmarc=pass header.from="customer.example"',
    '(by us (really)) mx.company.example (the \\) one); dmarc (x) = (y) pass (z) header . from = customer.example',
    'mx.company.example;\r\n spf=fail smtp.mailfrom=list.example;\r\n\tdkim=pass header.d=customer.example header.b="a;b=(";\r\n dmarc/1=pass reason="fine; dmarc=fail" header.from=customer.example',
    'mx.company.example; dkim=pass header.b=dGVz/dA==; dmarc=pass header.from=customer.example',
    'mx.company.example; dmarc=pass header.from=ada@customer.example policy.dmarc=reject',
    'mx.company.example; dmarc=pass header.from=customer.example.',
    // It can only mean the one address that stands there.
    'mx.company.example; dmarc=pass',
  ])('%s', async (value) => expect(await proofOf([`Authentication-Results: ${value}`, ada])).toBe('pass'))
  test('a domain in letters or in ASCII', async () => {
    const headers = ['Authentication-Results: mx.company.example; dmarc=pass header.from=xn--mller-kva.example']
    expect(await proofOf([...headers, 'From: jo@xn--mller-kva.example'])).toBe('pass')
  })
})

describe('is said by nobody who counts', () => {
  test.each([
    ['no such header', []],
    ['another server', ['Authentication-Results: mx.elsewhere.example; dmarc=pass header.from=customer.example']],
    ['one that begins like ours', ['Authentication-Results: mx.company.example.evil.example; dmarc=pass']],
    ['ARC', ['ARC-Authentication-Results: i=1; mx.company.example; dmarc=pass header.from=customer.example']],
    [
      'SPF and DKIM alone',
      ['Authentication-Results: mx.company.example; spf=pass; dkim=pass header.d=customer.example'],
    ],
    ['no policy', ['Authentication-Results: mx.company.example; dmarc=none header.from=customer.example']],
    ['an error', ['Authentication-Results: mx.company.example; dmarc=temperror header.from=customer.example']],
    ['a guess', ['Authentication-Results: mx.company.example; dmarc=bestguesspass header.from=customer.example']],
    ['nothing at all', ['Authentication-Results: mx.company.example; none']],
    [
      'a result in a comment',
      ['Authentication-Results: mx.company.example; spf=pass (dmarc=pass header.from=customer.example)'],
    ],
    [
      'a result in quotation marks',
      ['Authentication-Results: mx.company.example; spf=pass smtp.mailfrom="; dmarc=pass"@evil.example'],
    ],
    ['a property that is called so', ['Authentication-Results: mx.company.example; spf=pass smtp.dmarc=pass']],
    ['no server', ['Authentication-Results: dmarc=pass header.from=customer.example']],
  ])('%s', async (_what, headers) => expect(await proofOf([...headers, ada])).toBe('none'))

  test('the topmost alone decides: what stands below it may be the sender’s', async () => {
    expect(await proofOf([fail, pass, ada])).toBe('fail')
    expect(await proofOf([pass, fail, ada])).toBe('pass')
    expect(await proofOf(['Authentication-Results: mx.company.example; spf=pass', pass, ada])).toBe('none')
    expect(await proofOf(['Authentication-Results: list.example; dmarc=fail', pass, ada])).toBe('pass')
  })
  test('without the setting there is none', async () => {
    expect(await proofOf([pass, ada], testLine())).toBe('none')
    expect(await proofOf([fail, ada], testLine())).toBe('none')
  })
  test('several servers may receive', async () => {
    const both = testLine(undefined, { authservId: 'mx1.company.example mx.company.example' })
    expect(await proofOf([pass, ada], both)).toBe('pass')
  })
})

describe('a pass is no proof of anybody but the one address in From', () => {
  test.each([
    ['two in one From', ['From: Ada <ada@customer.example>, Eve <eve@customer.example>']],
    ['two Froms', [ada, 'From: eve@customer.example']],
    ['a group', ['From: People: ada@customer.example, eve@customer.example;']],
    ['no From, but Sender', ['Sender: ada@customer.example']],
    ['no From, but Reply-To', ['Reply-To: ada@customer.example']],
    [
      'a list that names somebody',
      [
        'List-Post: <mailto:all@customer.example>',
        'From: all@customer.example',
        'X-Original-From: ada@customer.example',
      ],
    ],
    ['a program that names somebody', ['From: noreply@customer.example', 'Reply-To: ada@customer.example']],
  ])('%s', async (_what, headers) => {
    expect(await proofOf([pass, ...headers])).toBe('fail')
    // Nor is any other word about them; without one nobody says anything.
    const told = (what: string) => [`Authentication-Results: mx.company.example; ${what}`, ...headers]
    expect(await proofOf(told('dmarc=none header.from=customer.example'))).toBe('fail')
    expect(await proofOf(told('spf=pass; dkim=pass header.d=customer.example'))).toBe('none')
    expect(await proofOf(told('none'))).toBe('none')
    expect(await proofOf(headers)).toBe('none')
  })
  test('a web form of ours is said of nobody', async () => {
    const form = ['From: sales@company.example', 'Reply-To: ada@customer.example']
    const trusting = testLine(undefined, { authservId: 'mx.company.example', trustReplyTo: true })
    expect(await proofOf([pass.replace('customer', 'company'), ...form], trusting)).toBe('none')
  })
  test('nor where the server names no domain and the name beside the address is another', async () => {
    const bare = 'Authentication-Results: mx.company.example; dmarc=pass'
    expect(await proofOf([bare, 'From: "eve@evil.example" <ada@customer.example>'])).toBe('none')
    expect(await proofOf([pass, 'From: "eve@evil.example" <ada@customer.example>'])).toBe('pass')
  })
})

describe('fails: the server denies it, has confirmed another, or what it quotes of the sender has spoilt its words', () => {
  test.each([
    'mx.company.example; dmarc=fail (p=none) header.from=customer.example',
    'mx.company.example; spf=pass (a); dmarc=pass header.from=customer.example; dmarc=fail header.from=customer.example',
    'mx.company.example; spf=pass (domain of (eve@evil.example); dmarc=pass header.from=customer.example',
    'mx.company.example; spf=pass smtp.mailfrom="eve; dmarc=pass header.from=customer.example',
    'mx.company.example 7; dmarc=pass header.from=customer.example',
    'mx.company.example dmarc=pass header.from=customer.example',
    'mx.company.example; dmarc pass',
    'mx.company.example; dmarc=pass header.from=evil.example',
    'mx.company.example; dmarc=pass header.from=customer.example header.from=evil.example',
  ])('%s', async (value) => expect(await proofOf([`Authentication-Results: ${value}`, ada])).toBe('fail'))
})

test('any text is read to its end', () => {
  const parts = ['mx', ';', '=', '(', ')', '"', '\\', '/', '.', ' ', 'dmarc', '1', '\t', '((', '. /', '.=']
  for (let turn = 0; turn < 4_000; turn += 1) {
    let [text, rest] = ['mx', turn * 2_654_435_761]
    for (let nth = 0; nth < 9; nth += 1, rest = Math.floor(rest / 7)) text += parts[rest % parts.length]!
    expect(['mx', undefined]).toContain(readAuthenticationResults(text)?.server.slice(0, 2))
  }
})
