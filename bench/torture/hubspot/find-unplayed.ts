import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../../project/project-root.ts'
import { calls, type CallName } from './calls.ts'

/** Where HubSpot's paths begin. */
const begins =
  /[`'"](\/(?:crm|oauth|account-info|appinstalls|webhooks-journal|automation|settings|integrators|conversations|cms|files|events|marketing|communication-preferences)\/[^`'"]*)/g
/** Pages of our own. */
const own = ['/oauth/install', '/oauth/callback']

/**
 * What keeps the torture from being whole: paths that the relay's sources spell and no call here has, and calls that were
 * not made. One sentence each.
 */
export function findUnplayed(played: ReadonlySet<CallName>): string[] {
  const known: string[] = Object.values(calls).flatMap(({ spelt }) => spelt)
  const folder = join(projectRoot, 'relay')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  const strange = files.flatMap((file) =>
    [...withoutComments(readFileSync(join(folder, file), 'utf8')).matchAll(begins)].flatMap(([, path = '']) =>
      own.includes(path) || known.some((spelt) => path.startsWith(spelt))
        ? []
        : [`relay/${file} asks for ${path}, and no call here is that`],
    ),
  )
  const names = Object.keys(calls) as CallName[]
  return [...strange, ...names.filter((name) => !played.has(name)).map((name) => `"${name}" was never asked for`)]
}

function withoutComments(source: string): string {
  return source.replaceAll(/^\s*(?:\*|\/\*|\/\/).*$/gm, '')
}
