import { userInfo } from 'node:os'
import { Invalid } from '../../errors.ts'
import { type Cluster, cluster } from './cluster.ts'
import { homeFolder } from './home-folder.ts'

/**
 * The cluster of a data folder, made when there is none.
 * @throws `Invalid` where the folder is another user's, cannot be written or has no room
 */
export const openHome = async (dataDir: string): Promise<Cluster> => {
  try {
    return await cluster(homeFolder(dataDir))
  } catch (error) {
    throw inWords(error, dataDir) ?? error
  }
}

const inWords = (error: unknown, dataDir: string): Invalid | undefined => {
  const { code, path = dataDir } = error as NodeJS.ErrnoException
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return new Invalid(
        'folder_of_another',
        `${path} belongs to another user than ${userInfo().username}, who starts Homing. Start it as that user, give the folder to this one (chown), or set DATA_DIR.`,
      )
    case 'EROFS':
      return new Invalid(
        'folder_read_only',
        `${path} is on a disk that cannot be written. Set DATA_DIR to one that can.`,
      )
    case 'ENOSPC':
      return new Invalid('disk_full', `The disk of ${path} is full. Make room, or set DATA_DIR to another disk.`)
    case 'ENOTDIR':
    case 'EEXIST':
      return new Invalid('no_folder', `${path} is no folder. Move it away, or set DATA_DIR to another place.`)
    default:
      return undefined
  }
}
