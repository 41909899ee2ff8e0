import { describe, expect, test } from 'vitest'
import { readTapback } from './read-tapback.ts'

describe('a sign that a phone wrote out', () => {
  test.each([
    ['Loved “Hi”', '❤️', 'Hi'],
    ['Liked "See you at 5?"', '👍', 'See you at 5?'],
    ['Disliked “Price is 100”', '👎', 'Price is 100'],
    ['Laughed at “😂 ok”', '😂', '😂 ok'],
    ['Emphasised “Two\nlines”', '‼️', 'Two\nlines'],
    ['Questioned “He said “hi” to me”', '❓', 'He said “hi” to me'],
    ['Reacted 👍🏽 to “Hi”', '👍🏽', 'Hi'],
    ['Reacted 👩‍👩‍👧 to “Hi”', '👩‍👩‍👧', 'Hi'],
    ['Reacted 🇩🇪 to “Hi”', '🇩🇪', 'Hi'],
    ['👍\u200b to \u200a“\u200aHi\u200a”\u200a', '👍', 'Hi'],
    ['Loved “A long offer that the carrier cut off…', '❤️', 'A long offer that the carrier cut off…'],
    ['Liked an image', '👍', 'an image'],
    ['Loved a movie', '❤️', 'a movie'],
    ['Gefällt „Ok, bis morgen“', '👍', 'Ok, bis morgen'],
    ['Hat „Ok“ mit „Gefällt mir“ markiert', '👍', 'Ok'],
    ['Hat über „Ok“ gelacht', '😂', 'Ok'],
    ['Mit ❤️ auf „Ok“ reagiert', '❤️', 'Ok'],
    ['Gefällt ein Bild', '👍', 'ein bild'],
    ['A adoré « Bonjour »', '❤️', 'Bonjour'],
    ['N’a pas aimé « L’offre »', '👎', 'L’offre'],
    ['A réagi avec 🎉 à « Bonjour »', '🎉', 'Bonjour'],
    ['Le encantó “Hola”', '❤️', 'Hola'],
    ['Le encanto "Hola"', '❤️', 'Hola'],
    ['Reaccionó con 🙏 a “Hola”', '🙏', 'Hola'],
    ['Ha riso per “Ciao”', '😂', 'Ciao'],
    ['Ha reagito con 👍 a “Ciao”', '👍', 'Ciao'],
    ['Gostou de “Oi”', '👍', 'Oi'],
    ['Não gostou de “Oi”', '👎', 'Oi'],
    ['Vond ‘Hoi’ leuk', '👍', 'Hoi'],
    ['Benadrukte “Hoi”', '‼️', 'Hoi'],
    ['Gillade ”Hej”', '👍', 'Hej'],
  ])('%j', (text, reaction, quoted) => expect(readTapback(text)).toEqual({ reaction, quoted }))
})

test.each([
  'Removed a heart from “Hi”',
  'Removed a question mark from “Hi”',
  'Removed 👍 from “Hi”',
  'Hat ein „Gefällt mir“ von „Hi“ entfernt',
  'A supprimé un cœur de « Hi »',
  'Quitó un corazón de “Hi”',
  'Ha rimosso un cuore da “Hi”',
  'Removeu um coração de “Hi”',
  'Heeft een hart verwijderd van “Hi”',
])('%j takes a sign back', (text) => expect(readTapback(text)).toEqual({ reaction: null, quoted: 'Hi' }))

test.each([
  '',
  'STOP',
  '“Hi”',
  'Loved it',
  'Loved “Hi” and more',
  'Loved “this” but not “that”',
  'Loved "this" but not "that"',
  'I liked “Hi”',
  'liked “the offer”',
  'Please see “Hi”',
  'Liked your image',
  'Loved “”',
  'Great 👍 about “Hi”',
  'Removed “Hi”',
  '2 to “Hi”',
  `Loved “${'x'.repeat(10_000)}”`,
])('%j was typed by a person', (text) => expect(readTapback(text)).toBeNull())
