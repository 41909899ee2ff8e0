import fc from 'fast-check'
import { expect, test } from 'vitest'
import { personKey } from './person-key.ts'
import { spellingsOf } from './spellings-of.ts'

test.each([
  ['+551187654321', '+5511987654321', 'Brazil, without and with the ninth digit'],
  ['+553187650012', '+5531987650012', 'the same, in another state'],
  ['+5215512345678', '+525512345678', 'Mexico, with and without the 1 of before 2019'],
  ['+5491112345678', '+541112345678', 'Argentina, with and without the 9 of mobiles'],
  ['+22997123456', '+2290197123456', 'Benin, before and since 2024'],
  ['+22507123456', '+2250707123456', "Côte d'Ivoire, before and since 2021"],
  ['+22544123456', '+2250544123456', 'the same, of another network'],
  ['jo@müller.example', 'jo@xn--mller-kva.example', 'a domain with other letters, and in punycode'],
  ['JO@MÜLLER.EXAMPLE', 'jo@xn--mller-kva.example', 'the same in capitals'],
  ['Ada@Example.com', 'ada@example.com', 'capitals'],
])('%s and %s are one person: %s', (one, other) => {
  expect(personKey(one)).toBe(personKey(other))
  expect(spellingsOf(one)).toContain(other)
  expect(spellingsOf(one)[0]).toBe(personKey(one))
})

test.each([
  ['+551132345678', '+5511932345678', 'a landline of Brazil never had a ninth digit'],
  ['+5511987654321', '+5521987654321', 'another area'],
  ['+12025550143', '+12025550144', 'another number'],
  ['+22521123456', '+2250121123456', "a landline of Côte d'Ivoire was given 27"],
  ['jo@example.com', 'jo@example.org', 'another domain'],
  ['jo+news@example.com', 'jo@example.com', 'a plus tag is not left out before it is looked for'],
  ['US.1349', 'US.1350', "WhatsApp's own ids"],
])('%s and %s are not one person: %s', (one, other) => expect(personKey(one)).not.toBe(personKey(other)))

test('a key is its own key, and every spelling leads to it', () => {
  const number = fc
    .tuple(
      fc.constantFrom('+55', '+52', '+521', '+54', '+549', '+229', '+225', '+1', '+49'),
      fc.stringMatching(/^[0-9]{8,11}$/),
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.oneof(number, fc.emailAddress()), (address) => {
      const key = personKey(address)
      expect(personKey(key)).toBe(key)
      for (const one of spellingsOf(address)) expect(personKey(one)).toBe(key)
    }),
    { numRuns: 500 },
  )
})
