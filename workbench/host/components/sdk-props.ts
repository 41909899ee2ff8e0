import type * as Standard from '@hubspot/ui-extensions'
import type * as Crm from '@hubspot/ui-extensions/crm'
import type * as Experimental from '@hubspot/ui-extensions/experimental'
import type { ComponentType } from 'react'

type Components = typeof Standard & typeof Crm & Omit<typeof Experimental, keyof typeof Standard>

/** The props an extension may give to a component, as the installed SDK declares them. */
export type SdkProps<Name extends keyof Components> =
  Components[Name] extends ComponentType<infer Props> ? Props : never
