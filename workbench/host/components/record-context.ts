import { createContext } from 'react'
import { createCrmRecord, type CrmRecord } from '../crm-record.ts'

/** The record behind the CRM components of an extension. */
export const RecordContext = createContext<CrmRecord>(createCrmRecord({}))
