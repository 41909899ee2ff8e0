import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { remoteBuild } from '@hubspot/ui-extensions-dev-server/build'
import { projectRoot } from './project-root.ts'

export interface BuiltCard {
  /** Absolute path of the bundle that HubSpot's record page would load into its worker. */
  file: string
  bytes: number
  gzipBytes: number
}

/**
 * Makes the production bundle of the card from `<project>/src`, with the build that HubSpot's servers run.
 * `outDir` is emptied first. The generated entry file must be there (`buildProject`); throws when it does not build.
 */
export async function buildCard(outDir: string, project = projectRoot): Promise<BuiltCard> {
  const mode = process.env['NODE_ENV']
  // HubSpot's build writes NODE_ENV into the bundle, and its servers build for production.
  process.env['NODE_ENV'] = 'production'
  try {
    await remoteBuild({
      root: join(project, 'src/app/cards'),
      entryPoint: join(project, 'src/app/cards/conversation.jsx'),
      outputDir: outDir,
      logLevel: 'silent',
    })
  } finally {
    if (mode === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = mode
  }
  const file = join(outDir, 'conversation.js')
  const bundle = await readFile(file)
  return { file, bytes: bundle.length, gzipBytes: gzipSync(bundle, { level: 9 }).length }
}
