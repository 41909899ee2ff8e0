import { readdirSync } from 'node:fs'

/** The files of a folder by the account that they are of, and those that look like such a file and are called otherwise. */
export function readFolder(folder: string): { byAccount: Map<string, string[]>; misnamed: string[] } {
  const byAccount = new Map<string, string[]>()
  const misnamed: string[] = []
  for (const name of readdirSync(folder).toSorted()) {
    const [, stem, isFile] = /^([^.].*)\.(yaml|yml|json)$/.exec(name) ?? []
    if (stem === undefined || isFile === undefined) continue
    if (/^[1-9][0-9]{0,17}$/.test(stem)) byAccount.set(stem, [...(byAccount.get(stem) ?? []), name])
    else if (!/\.schema$/.test(stem)) misnamed.push(name)
  }
  return { byAccount, misnamed }
}
