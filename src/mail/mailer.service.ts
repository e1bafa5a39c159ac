import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { foreignName } from '../common/foreign-text.js';
import { ApiError } from '../common/errors.js';
import { newId } from '../common/ids.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

const TIME_LIMIT_MS = 10_000;
/** Mails on their way from this process; more than that are dropped, and people ask again. */
const MAX_WAITING = 200;
/** Mails kept in development. */
const MAX_KEPT = 100;

/**
 * Sends mails through SMTP, or in development keeps them as files in `DATA_DIR/mails`, newest last. The only door to
 * nodemailer. Who asks does not wait for it: how long a mail takes must not tell whether there was one. A process that
 * dies loses the mails in its hands; each of them can be asked for again.
 */
@Injectable()
export class MailerService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('mail');
  private readonly transport: Transporter | null;
  private readonly waiting = new Set<Promise<void>>();

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    const limits = { connectionTimeout: TIME_LIMIT_MS, greetingTimeout: TIME_LIMIT_MS, socketTimeout: TIME_LIMIT_MS };
    const { mail } = settings;
    this.transport = mail && createTransport({ url: mail.smtpUrl, pool: true, maxConnections: 4, ...limits });
  }

  /** False only in production without SMTP_URL. */
  get configured(): boolean {
    return this.transport !== null || !this.settings.production;
  }

  /** @throws ApiError `mail_not_configured` */
  requireConfigured(): void {
    if (!this.configured) throw new ApiError('mail_not_configured');
  }

  /** Hands a mail over. What goes wrong is logged, without the address and the text. */
  send(mail: Mail): void {
    if (this.waiting.size >= MAX_WAITING) {
      this.logger.error(`"${mail.subject}" was dropped: ${MAX_WAITING} mails wait already`);
      return;
    }
    const sent = this.deliver(mail).catch((error: Error & { code?: string }) =>
      this.logger.error(`"${mail.subject}" was not sent: ${foreignName(error.code ?? error.name)}`),
    );
    this.waiting.add(sent);
    void sent.finally(() => this.waiting.delete(sent));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.waiting);
    this.transport?.close();
  }

  private async deliver({ to, subject, text }: Mail): Promise<void> {
    // One address, taken as it is: no list, no name. Answering machines leave it alone.
    const mail = { to: { name: '', address: to }, subject, text, headers: { 'Auto-Submitted': 'auto-generated' } };
    if (this.transport) await this.transport.sendMail({ from: this.settings.mailFrom, ...mail });
    else await this.keep(`From: ${this.settings.mailFrom}\nTo: ${to}\nSubject: ${subject}\n\n${text}`);
  }

  private async keep(content: string): Promise<void> {
    const folder = join(this.settings.dataDir, 'mails');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, `${newId('mail')}.txt`);
    await writeFile(path, content, { mode: 0o600 });
    this.logger.log(`Without SMTP_URL a mail was kept instead of sent: ${path}`);
    const old = (await readdir(folder)).sort().slice(0, -MAX_KEPT);
    await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
  }
}
