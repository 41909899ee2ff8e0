import type {
  AddAlertAction,
  CrmContext,
  CrmHostActions,
  ServerlessFuncRunner,
  UiePlatformActions,
} from '@hubspot/ui-extensions'
import type { ReactElement } from 'react'

/** What the extension is told about where it stands. Only CRM records are hosted here. */
export type ExtensionContext = CrmContext

/** Every action a card on a CRM record may call. Over the wire each of them answers with a promise. */
export type ExtensionActions = CrmHostActions & UiePlatformActions & { addAlert: AddAlertAction }

/** What `hubspot.extend` hands to the extension. */
export interface ExtensionApi {
  context: ExtensionContext
  actions: ExtensionActions
  runServerlessFunction: ServerlessFuncRunner
}

/** What the extension gives to `hubspot.extend`. */
export type RenderExtension = (api: ExtensionApi) => ReactElement
