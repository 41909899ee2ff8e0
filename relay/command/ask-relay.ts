import { randomUUID } from 'node:crypto'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { signFunctionRequest } from '../../contract/function-signature.ts'
import { Problem } from '../../contract/problem.ts'
import { Invalid } from '../errors.ts'
import type { Access } from './read-access.ts'

/** Milliseconds; the test of many lines takes the longest. */
const patience = 240_000

/** Asks the running relay, signed, and checks its answer against the contract. Throws `Invalid` in words for whoever
 * typed the command. */
export async function askRelay<Answer extends TSchema>(
  access: Access,
  target: string,
  request: Record<string, unknown>,
  answer: Answer,
): Promise<Static<Answer>> {
  const body = Buffer.from(JSON.stringify(request))
  const signed = signFunctionRequest(access.secret, {
    id: randomUUID(),
    method: 'POST',
    target,
    body,
    now: new Date(),
  })
  let response: Response
  let text: string
  try {
    response = await fetch(access.url + target, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    })
    text = await response.text()
  } catch {
    throw new Invalid('no_relay', `Nothing answers at ${access.url}. Is the relay running?`)
  }
  const said = parsed(text)
  if (response.status === 200 && Value.Check(answer, said)) return said
  if (Value.Check(Problem, said) && said.code !== 'not_found') {
    if (said.code !== 'unverified') throw new Invalid(said.code, said.detail, { status: said.status, more: said })
    throw new Invalid(
      'unverified',
      `The relay at ${access.url} does not accept ${access.secretName}: it has another one, or another time of day.`,
    )
  }
  throw new Invalid('no_relay', `What answers at ${access.url} is no relay of this version (${response.status}).`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
