import type { WorkbenchApi } from './api.ts'

type Route = keyof WorkbenchApi
type Params<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? { [Key in Name]: string } & Params<Rest>
  : Path extends `${string}:${infer Name}`
    ? { [Key in Name]: string }
    : unknown
type Body<Name extends Route> = WorkbenchApi[Name] extends { request: infer Request } ? Request : undefined

/** Calls one route of the workbench server. Rejects with an `Error` that a person can read. */
export async function ask<Name extends Route>(
  route: Name,
  params: Params<Name>,
  ...[body, signal]: Body<Name> extends undefined ? [body?: undefined, signal?: AbortSignal] : [body: Body<Name>]
): Promise<WorkbenchApi[Name]['response']> {
  const [method, pattern] = route.split(' ') as [string, string]
  const path = pattern.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent((params as Record<string, string>)[name] ?? ''),
  )
  const answer = await fetch(path, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    ...(signal && { signal }),
  })
  const content: unknown = await answer.json().catch(() => null)
  if (answer.ok) return content as WorkbenchApi[Name]['response']
  const detail = (content as { detail?: unknown } | null)?.detail
  throw new Error(typeof detail === 'string' ? detail : `The workbench answered ${answer.status} to ${method} ${path}.`)
}
