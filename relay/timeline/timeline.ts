import type { JobHandlers } from '../store/jobs/jobs.ts'
import { createRecord, type RecordNeeds } from './record.ts'

export interface Timeline {
  jobs: Pick<JobHandlers, 'record-timeline'>
}

/** HubSpot is told: record · update. */
export function createTimeline(needs: RecordNeeds): Timeline {
  return { jobs: { 'record-timeline': createRecord(needs) } }
}
