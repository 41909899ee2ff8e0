import { expect, test } from 'vitest'
import { unfilledToken } from './unfilled-token.ts'

test.each([
  ['Hello {{ contact.firstname }}!', '{{ contact.firstname }}'],
  ['Hello {{contact.firstname}}!', '{{contact.firstname}}'],
  ['Hello {{ First Name }}', '{{ First Name }}'],
  ['{{ contact.firstname|default("there") }}', '{{ contact.firstname|default("there") }}'],
  [
    "{{ personalization_token('contact.firstname', 'there') }}",
    "{{ personalization_token('contact.firstname', 'there') }}",
  ],
  ['{{1}} is ready', '{{1}}'],
  ['Hi {{\n  enrolled_object.firstname\u00a0}}', '{{ enrolled_object.firstname }}'],
  ['Hi {{{ name }}}', '{{ name }}'],
  ['Hi {\u200b{ contact.x }}', '{{ contact.x }}'],
  ['{% if contact.firstname %}Hi{% endif %}', '{% if contact.firstname %}'],
  ['Hi [[ contact.firstname ]]', '[[ contact.firstname ]]'],
  ['{% raw %} {{ x }}', '{% raw %}'],
  [`{{ ${'x'.repeat(300)} }}`, `{{ ${'x'.repeat(97)}`],
])('%j holds %j', (text, token) => expect(unfilledToken(text)).toBe(token))

test.each([
  'Hello Jo',
  'f(x) = {x | x > 1}',
  '{{}} and {{ }} are empty',
  'the sets {{1,2},{3}}',
  'as he wrote [[sic]], and [[see the wiki]]',
  '{ "a": { "b": 1 } }',
  '100 {% off}',
  'Hugs {{{{{{',
  '}} backwards {{',
])('%j is what somebody wrote', (text) => expect(unfilledToken(text)).toBeNull())
