import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** What HubSpot knows of the app from its upload, with the profile's `RELAY_URL` filled in. */
export interface UploadedApp {
  /** Of an app with OAuth. */
  redirectUrls?: string[]
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

/** Reads the app file of an edition, whose project must be built. */
export async function readApp(project: string, relayUrl: string): Promise<UploadedApp> {
  const file = path.join(project, 'src/app/app-hsmeta.json')
  const text = (await readFile(file, 'utf8')).replaceAll('${RELAY_URL}', relayUrl)
  const { auth, permittedUrls } = (JSON.parse(text) as AppFile).config
  return { ...auth, permittedOrigins: permittedUrls.fetch }
}
