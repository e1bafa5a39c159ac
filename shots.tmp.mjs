import { chromium } from 'playwright-core';
import { readdirSync, readFileSync, existsSync } from 'node:fs';
const BASE='http://127.0.0.1:4310', ADMIN={authorization:'Bearer operator-token-for-tests','content-type':'application/json'};
const S3=readFileSync('/tmp/websvc.log','utf8').match(/S3 emulator\s+(\S+)/)[1];
const J={'content-type':'application/json'};
const state='/tmp/shots/state.json';
const browser=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync']});
if(process.argv[2]==='seed'){
  const email='ada@example.com', password='correct horse battery';
  await fetch(BASE+'/api/auth/sign-up',{method:'POST',headers:J,body:JSON.stringify({name:'Ada Lovelace',email,password})}).then(r=>r.text()).then(console.log);
  await new Promise(r=>setTimeout(r,1500));
  const dir='/tmp/webdata/mails'; const mail=readFileSync(dir+'/'+readdirSync(dir).sort().at(-1),'utf8');
  const token=mail.match(/token=(\S+)/)?.[1]; console.log((await fetch(BASE+'/api/auth/verify?token='+token,{redirect:'manual'})).status);
  const c=await browser.newContext({baseURL:BASE}); const p=await c.newPage();
  await p.goto('/sign-in'); await p.fill('[name=email]',email); await p.fill('[name=password]',password); await p.click('button[type=submit]'); await p.waitForURL(BASE+'/');
  await c.storageState({path:state});
  const acc=await (await c.request.get('/api/account')).json(); console.log(acc);
  await fetch(BASE+'/api/admin/accounts/'+acc.id,{method:'PATCH',headers:ADMIN,body:JSON.stringify({plan:'agency'})}).then(r=>r.text()).then(console.log);
  await fetch(BASE+'/api/admin/accounts/'+acc.id+'/topups',{method:'POST',headers:ADMIN,body:JSON.stringify({credits:500,reference:'t1'})}).then(r=>r.status).then(console.log);
  process.exit();
}
if(process.argv[2]==='data'){
  const c=await browser.newContext({baseURL:BASE,storageState:state}); const r=c.request;
  const { PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3'); const sharp=(await import('sharp')).default;
  const s3=new S3Client({endpoint:S3,region:'us-east-1',forcePathStyle:true,credentials:{accessKeyId:'S3RVER',secretAccessKey:'S3RVER'}});
  for(let i=0;i<60;i++){ const Body=i===7?Buffer.from('nope'):await sharp({create:{width:900,height:600,channels:3,background:{r:(i*37)%255,g:(i*91)%255,b:(i*53)%255},noise:{type:'gaussian',mean:60+(i*31)%140,sigma:18}}}).jpeg({quality:92}).toBuffer(); await s3.send(new PutObjectCommand({Bucket:'photos',Key:`2026/summer/photo-${String(i).padStart(3,'0')}.jpg`,Body})); }
  const con=await (await r.post('/api/connections',{data:{name:'Shop photos',bucket:'photos',region:'us-east-1',endpoint:S3,forcePathStyle:true,accessKeyId:'S3RVER',secretAccessKey:'S3RVER'}})).json(); console.log(con);
  console.log(await (await r.post('/api/keys',{data:{name:'CMS'}})).text());
  for (const [url,d] of [['http://127.0.0.1:4999/hook','CMS, production'],['http://127.0.0.1:4998/gone','Old receiver']]) console.log(await (await r.post('/api/webhooks',{data:{url,description:d}})).text());
  for(const b of [{source:{connection:con.id,prefix:'2026/summer/'},compress:{format:'webp',maxWidth:600},ai:{altText:true}},{source:{connection:con.id,prefix:'2026/',include:['**/photo-00*.jpg']},destination:{key:'avif/{path}{name}.{ext}'},compress:{format:'avif'}},{source:{connection:con.id,prefix:'nothing/'}},{source:{connection:con.id,prefix:'2026/summer/'},destination:{key:'x/{name}.{ext}'},dryRun:true}]) console.log((await (await r.post('/api/batches',{data:b})).text()).slice(0,100));
  process.exit();
}
const only=process.argv[3]; // e.g. light1280
for(const path of process.argv[2].split(',')) for(const scheme of ['light','dark']) for(const width of [1280,390]){
  if(only && only!==scheme+width) continue;
  const c=await browser.newContext({baseURL:BASE,storageState:existsSync(state)&&!/sign|forgot|reset/.test(path)?state:undefined,colorScheme:scheme,viewport:{width,height:width===390?844:900},deviceScaleFactor:1});
  const p=await c.newPage(); p.on('console',m=>{if(['error','warning'].includes(m.type()))console.log(path,m.type(),m.text().slice(0,300))}); p.on('pageerror',e=>console.log(path,'pageerror',e.message));
  await p.goto(path); await p.waitForLoadState('load'); await p.waitForTimeout(1300);
  const over=await p.evaluate(()=>document.documentElement.scrollWidth-innerWidth); if(over>0) console.log(path,width,'overflows by',over);
  await p.screenshot({path:`/tmp/shots/${path.replaceAll('/','_').slice(0,40)}-${scheme}-${width}.png`,fullPage:true}); await c.close();
}
await browser.close();
