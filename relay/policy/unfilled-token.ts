import { cutText } from '../../contract/cut-text.ts'

/** How a token looks that nothing has been put in place of; each is searched for in time that grows with the text alone. */
const forms = [
  // `{{ contact.firstname }}`, as HubSpot and most others write one; `{{1}}` is WhatsApp's.
  /\{\{[^{}]+\}\}/gu,
  // `{% if … %}` of HubSpot's templates.
  /\{%[-+]?\s*[a-z][^{}%]*%\}/giu,
  // Brackets belong to people, except around what nobody would write to anybody: a record and its property.
  /\[\[\s*(?:contact|company|deal|ticket|owner|enrolled_object|fetched_objects|action_outputs)\.[\w.]+\s*\]\]/giu,
]

/** Characters of a token that a person is told. */
const mostTold = 100

/**
 * The first token in a text that was to be replaced by something of the contact and was not, as it stands there but on one line and
 * cut to a length that may be told; null where there is none. Words in single braces or brackets are a person's own.
 */
export function unfilledToken(text: string): string | null {
  if (!text.includes('{') && !text.includes('[[')) return null
  // Nobody sees these, and with them it is a token all the same.
  const seen = text.replace(/\p{Cf}/gu, '')
  const found = forms.flatMap((form) =>
    [...seen.matchAll(form)].filter(([token]) => /[^{}\s]/u.test(token)).slice(0, 1),
  )
  const first = found.toSorted((one, other) => one.index - other.index)[0]
  return first === undefined ? null : cutText(first[0].replace(/\s+/gu, ' '), mostTold)
}
