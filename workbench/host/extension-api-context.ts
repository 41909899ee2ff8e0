import { createContext } from 'react'
import type { ExtensionApi } from './extension-api.ts'

/** Carries the api of `hubspot.extend` to the SDK's hooks, inside the extension's own React tree. */
export const ExtensionApiContext = createContext<ExtensionApi | null>(null)
