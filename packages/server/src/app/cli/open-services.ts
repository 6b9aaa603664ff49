import { SYSTEM } from '../../platform/context/actor.ts';
import { NO_CLIENT } from '../../platform/context/client.ts';
import { type Config, readConfig } from '../../platform/config/config.ts';
import { createContext, type Ctx, type Services } from '../../platform/context/context.ts';
import { createLog, type Logger } from '../../platform/log/log.ts';
import { openServices } from '../services.ts';

/** An installation opened by a command. */
export interface OpenedInstallation {
  readonly config: Config;
  readonly services: Services & { readonly close: () => Promise<void> };
  readonly ctx: Ctx;
}

/** The folder that relative paths of the configuration start from: the installation's, wherever the shell is. */
export function installationFolder(): string {
  return process.env['DOSSIER_ROOT'] ?? process.cwd();
}

/** The configuration a command works with; it logs warnings only, unless LOG_LEVEL says otherwise. */
export function readCommandConfig(overrides: Readonly<Record<string, string | undefined>> = {}): Config {
  return readConfig({ LOG_LEVEL: 'warn', ...process.env, ...overrides }, installationFolder());
}

/** Opens the configured installation for a command, running or stopped: it is the same database either way. */
export async function openInstallation(
  config: Config,
  log: Logger = createLog(config.logLevel),
): Promise<OpenedInstallation> {
  const services = openServices(config, log);
  const baseUrl = config.publicUrl ?? `http://localhost:${config.port}`;
  const ctx = createContext(services, {
    actor: SYSTEM,
    locale: localeOfShell(),
    requestId: `cli-${process.pid}`,
    client: { ...NO_CLIENT, baseUrl },
  });
  return { config, services, ctx };
}

function localeOfShell(): 'zh-CN' | 'en' {
  const shell = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '';
  return shell.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
