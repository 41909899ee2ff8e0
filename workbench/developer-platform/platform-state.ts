import type { ComponentBuild, UploadRequest } from './build-upload.ts'

/** One accepted upload and the build it became. */
export interface Upload {
  buildId: number
  platformVersion: string
  /** Path in the zip → bytes. */
  files: ReadonlyMap<string, Buffer>
  request: UploadRequest
  build: ComponentBuild[]
}

export interface PlatformState {
  accountId: number
  personalAccessKey: string
  accessToken: string
  /** Name → id. */
  projects: Map<string, number>
  uploads: Upload[]
  unknown: string[]
}
