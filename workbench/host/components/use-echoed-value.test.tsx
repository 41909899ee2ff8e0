// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useEchoedValue } from './use-echoed-value.ts'

function field(given: string, now = () => 0) {
  const hook = renderHook(({ value }) => useEchoedValue<string>(value, '', now), { initialProps: { value: given } })
  return {
    type: (value: string) =>
      act(() => {
        hook.result.current.setValue(value)
        hook.result.current.sent(value)
      }),
    echo: (value: string) => hook.rerender({ value }),
    shown: () => hook.result.current.value,
  }
}

test('echoes that come after more was typed change nothing', () => {
  const input = field('')
  for (const value of ['H', 'He', 'Hey']) input.type(value)
  input.echo('H')
  input.echo('He')
  expect(input.shown()).toBe('Hey')
  input.echo('Hey')
  expect(input.shown()).toBe('Hey')
})

test('what the extension says by itself is taken, also when it was typed before', () => {
  const input = field('')
  for (const value of ['H', '', 'Hello']) input.type(value)
  input.echo('Hello')
  input.echo('')
  expect(input.shown()).toBe('')
})

test('a value typed long ago and never echoed is the extension’s wish when it comes', () => {
  let time = 0
  const input = field('start', () => time)
  for (const value of ['Hi', 'Hi there']) input.type(value)
  time = 5000
  input.echo('Hi')
  expect(input.shown()).toBe('Hi')
})
