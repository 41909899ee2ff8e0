import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { projectRoot } from '../../project/project-root.ts'

/** What HubSpot knows of the app from its upload, with the profile's `RELAY_URL` filled in. */
export interface UploadedApp {
  redirectUrls: string[]
  requiredScopes: string[]
  optionalScopes: string[]
  conditionallyRequiredScopes: string[]
  /** Origins that `hubspot.fetch` may ask. */
  permittedOrigins: string[]
}

interface AppFile {
  config: {
    auth: Omit<UploadedApp, 'permittedOrigins'>
    permittedUrls: { fetch: string[] }
  }
}

/** Reads the app file of the marketplace edition, which must be built. */
export async function readApp(relayUrl: string): Promise<UploadedApp> {
  const file = path.join(projectRoot, 'build/marketplace/src/app/app-hsmeta.json')
  const text = (await readFile(file, 'utf8')).replaceAll('${RELAY_URL}', relayUrl)
  const { auth, permittedUrls } = (JSON.parse(text) as AppFile).config
  return { ...auth, permittedOrigins: permittedUrls.fetch }
}
