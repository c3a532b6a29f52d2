<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>CompareView</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>%1; default %2</source>
        <translation>%1；默认值 %2</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>允许值</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Expected a %1.</source>
        <translation>应为 %1。</translation>
    </message>
    <message>
        <source>Expected %1, found &quot;%2&quot;.</source>
        <translation>应为 %1，实为“%2”。</translation>
    </message>
    <message>
        <source>Choose %1.</source>
        <translation>请选择 %1。</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Accuracy per exit in percent: %1</source>
        <translation>各出口准确率（百分比）：%1</translation>
    </message>
    <message>
        <source>Exit %1</source>
        <translation>出口 %1</translation>
    </message>
    <message>
        <source>About ExitLab</source>
        <translation>关于 ExitLab</translation>
    </message>
    <message>
        <source>Workbench for personalized federated learning with early-exit networks.</source>
        <translation>面向早退网络的个性化联邦学习工作台。</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later; it comes without any warranty.</source>
        <translation>自由软件，依据 GNU 通用公共许可证第 3 版或更高版本发布；不附带任何担保。</translation>
    </message>
    <message>
        <source>Qt %1, libtorch %2</source>
        <translation>Qt %1，libtorch %2</translation>
    </message>
    <message>
        <source>Plots by QCustomPlot; storage by SQLite</source>
        <translation>绘图：QCustomPlot；存储：SQLite</translation>
    </message>
    <message>
        <source>Runs are kept in %1</source>
        <translation>运行保存在 %1</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>功能</translation>
    </message>
    <message>
        <source>Methods and plugin problems</source>
        <translation>方法与插件问题</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Diverged</source>
        <translation>已发散</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Tags of the run</source>
        <translation>运行的标记</translation>
    </message>
    <message>
        <source>Tags of %1 runs</source>
        <translation>%1 次运行的标记</translation>
    </message>
    <message>
        <source>Tags in use</source>
        <translation>已用的标记</translation>
    </message>
    <message>
        <source>No run has a tag yet.</source>
        <translation>尚无带标记的运行。</translation>
    </message>
    <message>
        <source>A tag with a dash belongs to some of the runs.</source>
        <translation>带横线的标记只属于其中部分运行。</translation>
    </message>
    <message>
        <source>New tags, separated by commas</source>
        <translation>新标记，以逗号分隔</translation>
    </message>
    <message>
        <source>Repeat the run</source>
        <translation>重复运行</translation>
    </message>
    <message>
        <source>Runs &quot;%1&quot; again with the same settings. With seed %2 the result is the same to the last bit; another seed makes a repetition that statistics can use.</source>
        <translation>以相同设置再次运行“%1”。随机种子为 %2 时结果逐位相同；换用其他随机种子则得到可用于统计的重复运行。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Seed of every random draw; the proposed one has not been used with these settings</source>
        <translation>所有随机抽取的种子；建议值尚未与这些设置一起使用过</translation>
    </message>
    <message>
        <source>Open in Design</source>
        <translation>在“设计”中打开</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Columns of the table</source>
        <translation>表格的列</translation>
    </message>
    <message>
        <source>Find a column or setting</source>
        <translation>查找列或设置</translation>
    </message>
    <message>
        <source>Columns, in the order of the table</source>
        <translation>各列，按表格中的顺序</translation>
    </message>
    <message>
        <source>Setting %1 of the experiment</source>
        <translation>实验的设置 %1</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move the column to the left in the table</source>
        <translation>将该列在表格中左移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move the column to the right in the table</source>
        <translation>将该列在表格中右移</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>The columns, widths and order as they were at first</source>
        <translation>恢复最初的列、列宽和顺序</translation>
    </message>
    <message>
        <source>A run is in progress</source>
        <translation>有运行正在进行</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is in progress; one run or race at a time.</source>
        <translation>“%1”正在进行；同一时间只能有一个运行或对比运行。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; can wait in the queue and begins when the others are done.</source>
        <translation>“%1”可在队列中等待，其他运行完成后开始。</translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation>加入队列</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>停止运行</translation>
    </message>
    <message>
        <source>Stop &quot;%1&quot; now?</source>
        <translation>现在停止“%1”？</translation>
    </message>
    <message>
        <source>The round in progress is dropped, finished rounds and a checkpoint are kept. It can be resumed later.</source>
        <translation>正在进行的轮将被丢弃，已完成的轮和一个检查点会保留。之后可以继续。</translation>
    </message>
    <message>
        <source>Stop and begin the next</source>
        <translation>停止并开始下一个</translation>
    </message>
    <message>
        <source>Stop and pause the queue</source>
        <translation>停止并暂停队列</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has not finished.</source>
        <translation>“%1”尚未完成。</translation>
    </message>
    <message>
        <source>It can be stopped with a checkpoint and resumed later from the Runs page. What waits in the queue stays there.</source>
        <translation>可以停止它并保存检查点，之后从“运行记录”页继续。队列中等待的运行保持不变。</translation>
    </message>
    <message>
        <source>Checkpoint and quit</source>
        <translation>保存检查点并退出</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>(1 - a) L + a sum_{k&lt;K} T^2 KL(softmax(z_K / T) || softmax(z_k / T)), where L is the method&apos;s loss and the last exit is not changed by teaching.</source>
        <translation>(1 - a) L + a sum_{k&lt;K} T^2 KL(softmax(z_K / T) || softmax(z_k / T))，其中 L 为该方法的损失，最后一个出口不受教学影响。</translation>
    </message>
    <message>
        <source>0 leaves the labels alone, as algorithm.kd = none does.</source>
        <translation>取 0 时只用标签学习，与 algorithm.kd = none 相同。</translation>
    </message>
    <message>
        <source>0 switches the term off.</source>
        <translation>取 0 则关闭该项。</translation>
    </message>
    <message>
        <source>0.3,0.6,1 favours late exits; 1,0.5,0.25 early ones.</source>
        <translation>0.3,0.6,1 偏向后面的出口；1,0.5,0.25 偏向前面的出口。</translation>
    </message>
    <message>
        <source>0: everybody answers, as the papers assume</source>
        <translation>0：所有客户端均有应答，与各论文的假设一致</translation>
    </message>
    <message>
        <source>1 - cosine, mean over the batch</source>
        <translation>1 - 余弦，对批取平均</translation>
    </message>
    <message>
        <source>1.35 makes the module as large as twelve separate heads on DeiT-S with 100 classes.</source>
        <translation>在 100 个类别的 DeiT-S 上，取 1.35 时该模块与十二个独立分类头一样大。</translation>
    </message>
    <message>
        <source>1: every test of a run measures the same</source>
        <translation>1：一次运行中的每次测试度量的是同一对象</translation>
    </message>
    <message>
        <source>4 in DarkDistill, ReeFL, ScaleFL and DepthFL; 1 so that methods compare alike</source>
        <translation>DarkDistill、ReeFL、ScaleFL 和 DepthFL 中为 4；取 1 便于各方法在同等条件下比较</translation>
    </message>
    <message>
        <source>A 3 x 3 convolution takes two pixels off each side length</source>
        <translation>3 x 3 卷积使每条边长减少两个像素</translation>
    </message>
    <message>
        <source>A checkpoint holds the shared model and every client&apos;s personal part and momentum. Keep all to branch from any of them or to export weights of earlier rounds.</source>
        <translation>检查点保存共享模型以及每个客户端的个性化部分和动量。全部保留后，可从其中任意一个建立分支，或导出较早轮的权重。</translation>
    </message>
    <message>
        <source>A class is divided equally over the clients that have it</source>
        <translation>每个类别在拥有它的客户端之间平均分配</translation>
    </message>
    <message>
        <source>A class is divided in random amounts</source>
        <translation>每个类别按随机数量分配</translation>
    </message>
    <message>
        <source>A client adds -g_k + alpha (w - w^t) to its gradients and keeps g_k &lt;- g_k - alpha (w - w^t). The server keeps h &lt;- h - alpha (m_q / N) (mean - w) with m_q of N clients holding a tensor, and sets w &lt;- mean - h / alpha (weights and biases only). It does not become FedAvg for a small alpha: the first round always gives mean + (m_q / N) (mean - w). The added terms are no part of the reported losses.</source>
        <translation>客户端在其梯度上加 -g_k + alpha (w - w^t)，并保存 g_k &lt;- g_k - alpha (w - w^t)。服务器保存 h &lt;- h - alpha (m_q / N) (mean - w)，其中 N 个客户端中有 m_q 个持有该张量；并令 w &lt;- mean - h / alpha（仅限权重和偏置）。alpha 很小时它并不退化为 FedAvg：第一轮总是得到 mean + (m_q / N) (mean - w)。附加项不计入所报告的损失。</translation>
    </message>
    <message>
        <source>A client feeds samples of its own through its own model and through those of its neighbours, measures how differently they answer (1-Wasserstein distance of the logits, mean over exits), mixes all of them with weights exp(-distance / tau), then trains on its own data. Whole models travel between neighbours; labels and data never do. Clients outside the cohort hand over their last model.</source>
        <translation>客户端将自己的样本送入自己的模型和各邻居的模型，度量它们的回答有多大差异（logits 的 1-Wasserstein 距离，对各出口取平均），以权重 exp(-distance / tau) 混合所有模型，然后在自己的数据上训练。邻居之间传输的是整个模型；标签和数据从不传输。参与组之外的客户端交出其最近一次的模型。</translation>
    </message>
    <message>
        <source>A client has the common network and a copy of it trained on its own data; a small routing network decides for every sample and every stage which of the two answers. First the copy is trained, then routing and the common network take turns on each batch. The common network and the routing network are averaged; the personal copy never travels and starts anew each time. Tests tell what personalisation changed: right and wrong before and after, and the share of clients it harmed.</source>
        <translation>客户端有公共网络及其在自身数据上训练的副本；一个小型路由网络为每个样本、每个阶段决定由两者中的哪一个回答。先训练副本，然后在每个批上轮流训练路由网络和公共网络。公共网络和路由网络参与平均；个性化副本从不传输，每次都重新开始。测试给出个性化带来的变化：个性化前后的对错，以及因此受损的客户端比例。</translation>
    </message>
    <message>
        <source>A client of tier l holds the first channels of every hidden layer, half as many per tier down, and all exits. Its loss looks only at classes that it has, and only their rows of the classifiers count at the server, which takes the plain mean of each element over the clients that hold it.</source>
        <translation>第 l 档的客户端持有每个隐藏层的前若干通道（每降一档减半）以及全部出口。其损失只考虑它拥有的类别，服务器也只计入分类器中这些类别对应的行；服务器对每个元素在持有它的客户端上取简单平均。</translation>
    </message>
    <message>
        <source>A client of tier l holds the first p_l of the channels of every hidden layer. Each step draws one of the shares up to p_l and trains that prefix with all exits, so that one network contains usable networks of every width. The server averages each element over the clients that hold it.</source>
        <translation>第 l 档的客户端持有每个隐藏层中前 p_l 比例的通道。每一步抽取一个不超过 p_l 的比例，并连同全部出口训练这一前缀部分，使同一个网络包含各种宽度的可用网络。服务器对每个元素在持有它的客户端上取平均。</translation>
    </message>
    <message>
        <source>A client of tier l holds the network up to the exit of its level and of every hidden layer the first channels. It trains its exits with weights that grow with depth and, after the first quarter of the rounds, distils its last exit into the earlier ones. The server takes the plain mean of each element over the clients that hold it.</source>
        <translation>第 l 档的客户端持有直到其所属级的出口为止的网络，且每个隐藏层只取前若干通道。它以随深度递增的权重训练各出口，并在前四分之一的轮之后将其最后一个出口蒸馏到更早的出口。服务器对每个元素在持有它的客户端上取简单平均。</translation>
    </message>
    <message>
        <source>A client whose deepest exit is right on less than 1/classes of its own training samples after local training is left out. It sends that accuracy along (4 bytes).</source>
        <translation>本地训练后，若客户端最深出口在自身训练样本上的准确率低于 1/类别数，则将其排除。客户端会一并发送该准确率（4 字节）。</translation>
    </message>
    <message>
        <source>A factor and an offset per channel behind every layer</source>
        <translation>每层之后逐通道的缩放因子和偏移</translation>
    </message>
    <message>
        <source>A given number of neighbours, drawn once</source>
        <translation>给定数量的邻居，只抽取一次</translation>
    </message>
    <message>
        <source>A head per exit</source>
        <translation>每个出口一个分类头</translation>
    </message>
    <message>
        <source>A layer with fewer inputs gives smaller outputs; the scaler keeps their size, so that the weights fit the full network, which has no scaler in a test.</source>
        <translation>输入较少的层输出也较小；缩放器保持其幅度，使权重适合完整网络，而完整网络在测试时没有缩放器。</translation>
    </message>
    <message>
        <source>A linear layer only</source>
        <translation>仅一个线性层</translation>
    </message>
    <message>
        <source>A lost client has received the model and has trained, but nothing of it arrives. Its own state stays as it was.</source>
        <translation>丢失的客户端已收到模型并完成训练，但其结果均未到达。其自身状态保持不变。</translation>
    </message>
    <message>
        <source>A method says which parts of the network are shared, what clients learn from and how the server combines what they send. Each is a plugin with settings of its own.</source>
        <translation>方法规定网络的哪些部分共享、客户端从什么学习，以及服务器如何合并客户端发送的内容。每种方法都是一个有自己设置的插件。</translation>
    </message>
    <message>
        <source>A model per device level, fused by distillation from all clients</source>
        <translation>每个设备级一个模型，通过来自所有客户端的蒸馏融合</translation>
    </message>
    <message>
        <source>A run that is killed loses at most the rounds since its last checkpoint; the continued run gives the same bits as one that was never interrupted.</source>
        <translation>运行被强行终止时，最多丢失最近一个检查点之后的各轮；继续后的运行与从未中断的运行逐位一致。</translation>
    </message>
    <message>
        <source>A run trains the sub-model of one level; clients whose device is too small never take part. Exits beyond the level keep their initial values and answer at chance. One run per level gives the table that other methods for devices of different capacity are compared with.</source>
        <translation>一次运行训练某一级的子模型；设备过小的客户端从不参与。超出该级的出口保持初始值，其回答相当于随机猜测。每级各运行一次，即可得到用于与其他面向异构容量设备的方法相比较的表格。</translation>
    </message>
    <message>
        <source>A safetensors file that the network starts from; empty starts from random weights.</source>
        <translation>网络起始权重所用的 safetensors 文件；留空则从随机权重开始。</translation>
    </message>
    <message>
        <source>A small network behind each attention and feed-forward part</source>
        <translation>每个注意力部分和前馈部分之后的小型网络</translation>
    </message>
    <message>
        <source>A small network beside each attention and feed-forward part</source>
        <translation>每个注意力部分和前馈部分旁的小型网络</translation>
    </message>
    <message>
        <source>A small network weights every sample at every exit</source>
        <translation>由一个小型网络为每个出口的每个样本加权</translation>
    </message>
    <message>
        <source>A stage is the part of the network between two places where an exit can be. Each stage of the ConvNet halves the image, so small images allow only few of them. ResNet-18 always has 4. A stage of a ViT is one transformer block; DeiT has 12.</source>
        <translation>阶段是网络中两个可设出口的位置之间的部分。ConvNet 的每个阶段使图像尺寸减半，因此小图像只允许少数阶段。ResNet-18 始终为 4 个。ViT 的一个阶段是一个 transformer 块；DeiT 有 12 个。</translation>
    </message>
    <message>
        <source>A subset drawn with the experiment&apos;s seed before anything else. It shortens a trial on a large data set; accuracies are lower than with all samples and should be compared only with runs of the same subset.</source>
        <translation>在其他一切步骤之前用实验的随机种子抽取的子集。可缩短在大数据集上的试验；其准确率低于使用全部样本的情形，只应与使用同一子集的运行比较。</translation>
    </message>
    <message>
        <source>A tenth of the public samples is kept out of the batches. Every 100 steps and at the end the divergence from the ensemble is measured there, and the best weights are taken in the end.</source>
        <translation>公共样本的十分之一不进入批。每 100 步及结束时在这部分样本上测量与集成的散度，最后采用最佳权重。</translation>
    </message>
    <message>
        <source>Accuracies are then those of the fine-tuned copies (ReeFL-FT), and the results also show the global model&apos;s before. A client trains its own sub-model on labels and teaching (without proximal and FedDyn terms); nothing of it stays. Every evaluation costs this training of all clients.</source>
        <translation>此时准确率属于微调后的副本（ReeFL-FT），结果中同时给出微调前全局模型的准确率。客户端用标签和教学训练自己的子模型（不含近端项和 FedDyn 项）；训练结果不保留。每次评估都要付出所有客户端这一训练的开销。</translation>
    </message>
    <message>
        <source>Adapter rank</source>
        <translation>适配器秩</translation>
    </message>
    <message>
        <source>Added to the gradient.</source>
        <translation>加到梯度上。</translation>
    </message>
    <message>
        <source>Added to the root of the second moment.</source>
        <translation>加到二阶矩的平方根上。</translation>
    </message>
    <message>
        <source>Adds (mu / 2) ||w - w_global||^2 over all shared parameters to the local loss (FedProx, eq. 2).</source>
        <translation>在本地损失中加入 (mu / 2) ||w - w_global||^2，对所有共享参数求和（FedProx，式 (2)）。</translation>
    </message>
    <message>
        <source>Adds (mu / 2) ||w - w_global||^2 to the local loss of FedAvg-EE. Kept small on purpose: one class, one setting, one manifest.</source>
        <translation>在 FedAvg-EE 的本地损失中加入 (mu / 2) ||w - w_global||^2。有意保持精简：一个类、一项设置、一个清单文件。</translation>
    </message>
    <message>
        <source>Adds w(t) / (K - 1) sum_i sum_{j != i} KL(softmax(z_j) || softmax(z_i)) over a client&apos;s K exits; teachers are detached, the divergence is summed over classes and averaged over the batch (averaging over classes too would weaken it by their number).</source>
        <translation>在客户端的 K 个出口上加入 w(t) / (K - 1) sum_i sum_{j != i} KL(softmax(z_j) || softmax(z_i))；教师不回传梯度，散度对类别求和、对批取平均（若对类别也取平均，其作用会按类别数减弱）。</translation>
    </message>
    <message>
        <source>After distillation</source>
        <translation>蒸馏之后</translation>
    </message>
    <message>
        <source>After these rounds the learning rate is multiplied by the factor.</source>
        <translation>在这些轮之后，学习率乘以该因子。</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>All but full are meant for pretrained weights: the trunk is then the same everywhere, and neither it nor its gradients cost traffic. The exits are always trained.
lora: W + (alpha / r) B A with A [r, in] and B [out, r]; B starts at 0.
parallel: f(x) + Up(ReLU(Down(x))); serial: y + Up(ReLU(Down(y))) for y = f(x); r units inside.
ssf: scale * y + shift behind patch embedding, normalisation and linear layers (and the exits&apos; normalisation).
In a ConvNet or MLP each stage&apos;s layer has them, in a ResNet each convolution (lora), block (adapters) or normalisation (ssf).</source>
        <translation>除 full 外，其余选项均面向预训练权重：此时主干处处相同，主干及其梯度都不产生通信量。出口始终参与训练。
lora：W + (alpha / r) B A，其中 A [r, in]、B [out, r]；B 从 0 开始。
parallel：f(x) + Up(ReLU(Down(x)))；serial：y + Up(ReLU(Down(y)))，其中 y = f(x)；内部为 r 个单元。
ssf：scale * y + shift，位于图像块嵌入、归一化层和线性层（以及出口的归一化）之后。
在 ConvNet 或 MLP 中，各阶段的层带有这些模块；在 ResNet 中则为各卷积（lora）、各块（适配器）或各归一化层（ssf）。</translation>
    </message>
    <message>
        <source>All clients are tested at all exits after every so many rounds, and after the last.</source>
        <translation>每隔这么多轮以及最后一轮之后，在所有出口上测试所有客户端。</translation>
    </message>
    <message>
        <source>All exits of the largest level&apos;s model</source>
        <translation>最大一级模型的全部出口</translation>
    </message>
    <message>
        <source>All later stages are alike</source>
        <translation>之后的各阶段相同</translation>
    </message>
    <message>
        <source>All of them in one batch if there are fewer.</source>
        <translation>样本不足时，全部放入一个批。</translation>
    </message>
    <message>
        <source>All other clients</source>
        <translation>所有其他客户端</translation>
    </message>
    <message>
        <source>All parameters are personal: the floor every federated method must beat.</source>
        <translation>所有参数均为个性化参数：任何联邦方法都必须超过的下限。</translation>
    </message>
    <message>
        <source>All parameters are trained and sent</source>
        <translation>训练并发送全部参数</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>Amounts</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>An Adam step towards the mean, per element</source>
        <translation>朝均值方向逐元素执行一步 Adam</translation>
    </message>
    <message>
        <source>An ablation of the reference code.</source>
        <translation>参考代码中的消融项。</translation>
    </message>
    <message>
        <source>An ablation of the reference code; each step costs the whole module again.</source>
        <translation>参考代码中的消融项；每一步都要再次付出整个模块的开销。</translation>
    </message>
    <message>
        <source>An evaluation is one forward pass over all clients&apos; test samples. With many clients and small cohorts it can take longer than training; 5 or 10 then saves much time and only makes curves coarser.</source>
        <translation>一次评估是对所有客户端的测试样本做一次前向。客户端多而参与组小时，它可能比训练更耗时；此时取 5 或 10 可大量节省时间，只是曲线变粗。</translation>
    </message>
    <message>
        <source>An exit&apos;s samples are those that the quota gives it.</source>
        <translation>一个出口的样本是按配额分给它的样本。</translation>
    </message>
    <message>
        <source>Any one line of text. It has no influence on the results.</source>
        <translation>任意一行文字，对结果没有影响。</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>As many clients in every tier</source>
        <translation>各档位的客户端数相同</translation>
    </message>
    <message>
        <source>As the architecture&apos;s</source>
        <translation>与架构一致</translation>
    </message>
    <message>
        <source>As the method&apos;s paper states it</source>
        <translation>按该方法论文所述</translation>
    </message>
    <message>
        <source>As training.aggregation says</source>
        <translation>按 training.aggregation 的设置</translation>
    </message>
    <message>
        <source>Ascending round numbers separated by commas.</source>
        <translation>递增的轮号，以逗号分隔。</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>至少</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>注意力头数</translation>
    </message>
    <message>
        <source>Attention heads of the recurrent module.</source>
        <translation>循环模块的注意力头数。</translation>
    </message>
    <message>
        <source>Averaged</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Averaged block by block, then distilled; levels stay apart</source>
        <translation>先逐块平均再蒸馏；各级保持分开</translation>
    </message>
    <message>
        <source>Averaging</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Backbone first, then heads</source>
        <translation>先主干，后分类头</translation>
    </message>
    <message>
        <source>Bandwidth of each tier</source>
        <translation>各档位带宽</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Be Your Own Teacher (ICCV 2019)</source>
        <translation>Be Your Own Teacher (ICCV 2019)</translation>
    </message>
    <message>
        <source>Be Your Own Teacher (ICCV 2019): 0.1; off by default</source>
        <translation>Be Your Own Teacher (ICCV 2019)：0.1；默认关闭</translation>
    </message>
    <message>
        <source>Before distillation</source>
        <translation>蒸馏之前</translation>
    </message>
    <message>
        <source>Best on held-out data</source>
        <translation>留出数据上最佳</translation>
    </message>
    <message>
        <source>Best so far</source>
        <translation>迄今最佳</translation>
    </message>
    <message>
        <source>BoostNet (AAAI 2023); used by DarkDistill</source>
        <translation>BoostNet (AAAI 2023)；DarkDistill 采用</translation>
    </message>
    <message>
        <source>Boosted</source>
        <translation>提升式</translation>
    </message>
    <message>
        <source>Both logits are divided by it; the divergence is multiplied by its square.</source>
        <translation>两者的 logits 均除以该值；散度乘以其平方。</translation>
    </message>
    <message>
        <source>Both logits are divided by tau; the divergence is multiplied by tau^2, so that the size of its gradient does not depend on tau.</source>
        <translation>两者的 logits 均除以 tau；散度乘以 tau^2，使其梯度的大小不依赖于 tau。</translation>
    </message>
    <message>
        <source>BranchyNet: all 1</source>
        <translation>BranchyNet：全为 1</translation>
    </message>
    <message>
        <source>By a small network of difficulty, mean and variance</source>
        <translation>由一个以难度、均值和方差为输入的小型网络决定</translation>
    </message>
    <message>
        <source>By samples</source>
        <translation>按样本数</translation>
    </message>
    <message>
        <source>By the distance between difficulties</source>
        <translation>按难度之间的距离</translation>
    </message>
    <message>
        <source>CAFEDistill</source>
        <translation>CAFEDistill</translation>
    </message>
    <message>
        <source>CAFEDistill (arXiv 2601.10015), CIFAR-10</source>
        <translation>CAFEDistill (arXiv 2601.10015)，CIFAR-10</translation>
    </message>
    <message>
        <source>CAFEDistill (arXiv 2601.10015), experiments: 0.1 and 0.3</source>
        <translation>CAFEDistill (arXiv 2601.10015)，实验：0.1 和 0.3</translation>
    </message>
    <message>
        <source>CAGrad</source>
        <translation>CAGrad</translation>
    </message>
    <message>
        <source>CAGrad radius</source>
        <translation>CAGrad 半径</translation>
    </message>
    <message>
        <source>CAGrad: 0.4 to 0.5</source>
        <translation>CAGrad：0.4 至 0.5</translation>
    </message>
    <message>
        <source>CIFAR-10</source>
        <translation>CIFAR-10</translation>
    </message>
    <message>
        <source>CIFAR-100</source>
        <translation>CIFAR-100</translation>
    </message>
    <message>
        <source>Channels and growth double from scale to scale.</source>
        <translation>通道数和增长率逐尺度加倍。</translation>
    </message>
    <message>
        <source>Channels per stage (ConvNet), of the first stage (ResNet), hidden units (MLP), token length (ViT).</source>
        <translation>每个阶段的通道数（ConvNet）、第一阶段的通道数（ResNet）、隐藏单元数（MLP）或 token 长度（ViT）。</translation>
    </message>
    <message>
        <source>Channels that every layer adds at the finest scale; 2, 4 ... times as many below.</source>
        <translation>每层在最细尺度上增加的通道数；更粗的尺度依次为 2、4 ... 倍。</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>检查点间隔</translation>
    </message>
    <message>
        <source>Checkpoints kept</source>
        <translation>保留的检查点数</translation>
    </message>
    <message>
        <source>Choice of clients</source>
        <translation>客户端选择</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别数</translation>
    </message>
    <message>
        <source>Classes per client</source>
        <translation>每客户端类别数</translation>
    </message>
    <message>
        <source>Clean</source>
        <translation>规范</translation>
    </message>
    <message>
        <source>Client k has tier k mod L (mix is not used)</source>
        <translation>客户端 k 属于第 k mod L 档（不使用设备构成）</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Clients hold as many stages and exits as their device tier allows. The local loss is sum_k CE(z_k, y) over their exits plus w(t) times the mutual distillation between all pairs of them, with a weight that grows over the rounds; FedDyn keeps clients and server consistent. Each tensor is averaged, unweighted, over the clients that hold it. The ensemble of all exits is tested as well.</source>
        <translation>客户端按其设备档位持有尽可能多的阶段和出口。本地损失为其各出口的 sum_k CE(z_k, y)，加上 w(t) 乘以所有出口两两之间的相互蒸馏，其权重随轮数增大；FedDyn 使客户端与服务器保持一致。每个张量在持有它的客户端上作不加权平均。同时测试所有出口的集成。</translation>
    </message>
    <message>
        <source>Clients hold the network up to the exit of their device tier. Instead of a classifier per exit there is one small transformer (Ree) with one classifier, shared by all exits and all tiers: it attends over the tokens of all stages so far, answers at the exits and hands a changed token back to the trunk. While a client trains, the exit with the lowest running loss teaches the others. Every parameter becomes the mean over the clients that hold it.</source>
        <translation>客户端持有直到其设备档位的出口为止的网络。不为每个出口设分类器，而是由所有出口和所有档位共享一个带单个分类器的小型 transformer（Ree）：它对至今所有阶段的 token 做注意力计算，在出口处给出回答，并将修改后的 token 交回主干。客户端训练时，滑动损失最低的出口教其他出口。每个参数取持有它的客户端上的平均。</translation>
    </message>
    <message>
        <source>Clients of device tier l hold the network up to exit ceil(l m / L) and train all of its exits together on sum_k CE(out_k, y), by default with boosted outputs and gradient equilibrium. The server averages every element over the clients that hold it, weighted by samples. One global model of full depth results; every exit is tested. It is DarkDistill without the server stage. Set devices.tiers to 2 or more, otherwise everybody holds the whole network.</source>
        <translation>设备档位 l 的客户端持有直到出口 ceil(l m / L) 的网络，并用 sum_k CE(out_k, y) 联合训练其所有出口，默认采用提升式输出和梯度均衡。服务器对每个元素在持有它的客户端上按样本数加权平均。最终得到一个完整深度的全局模型；所有出口都会测试。它相当于没有服务器阶段的 DarkDistill。请将 devices.tiers 设为 2 或以上，否则所有客户端都持有整个网络。</translation>
    </message>
    <message>
        <source>Clients stand around a circle in random order and are joined to those next to them and along chords of random lengths, so everybody has as many neighbours and the graph is connected from 2 on. An odd number for an odd number of clients is impossible and counts as one more.</source>
        <translation>客户端按随机顺序排成一圈，与相邻者以及沿随机长度的弦相连，因此每个客户端的邻居数相同，且邻居数从 2 起图是连通的。客户端数为奇数时不可能取奇数个邻居，此时按多一个计。</translation>
    </message>
    <message>
        <source>Clients that are worse than guessing count neither in the average nor in the ensemble</source>
        <translation>不如随机猜测的客户端既不计入平均，也不计入集成</translation>
    </message>
    <message>
        <source>Clients then send neither labels nor difficulties.</source>
        <translation>此时客户端既不发送标签，也不发送难度。</translation>
    </message>
    <message>
        <source>Clients train backbone and all heads jointly on (1/m) sum_k CE(z_k, y); only the backbone travels and is averaged, every head stays at its client.</source>
        <translation>客户端用 (1/m) sum_k CE(z_k, y) 联合训练主干和所有分类头；只有主干被传输并平均，各分类头留在所属客户端。</translation>
    </message>
    <message>
        <source>Clients train the whole multi-exit network on (1/m) sum_k CE(z_k, y); the server averages everything (by samples or uniformly).</source>
        <translation>客户端用 (1/m) sum_k CE(z_k, y) 训练整个多出口网络；服务器对全部参数取平均（按样本数或等权）。</translation>
    </message>
    <message>
        <source>Clients trained at the same time; 0 for one per processor core.</source>
        <translation>同时训练的客户端数；0 表示每个处理器核心一个。</translation>
    </message>
    <message>
        <source>Clients with different data have different feature statistics. local keeps them where they were measured, for every method, as the reference code does; a client that was never sampled then has untrained statistics. averaged is what a plain copy of the whole model state would do. batch is what ScaleFL and HeteroFL use, where layers of different width meet; accuracy then depends a little on the evaluation batch.</source>
        <translation>数据不同的客户端，其特征统计量也不同。local 对每种方法都将统计量留在测得之处，与参考代码一致；从未被抽中的客户端其统计量则未经训练。averaged 相当于直接复制整个模型状态的做法。batch 是 ScaleFL 和 HeteroFL 在不同宽度的层相混合时所用的方式；此时准确率略微依赖于评估批。</translation>
    </message>
    <message>
        <source>Clip gradients at</source>
        <translation>梯度裁剪阈值</translation>
    </message>
    <message>
        <source>Clothing, 70,000 of 1 x 28 x 28, 10 classes</source>
        <translation>服饰，70,000 张 1 x 28 x 28 图像，10 个类别</translation>
    </message>
    <message>
        <source>Concentration of the Dirichlet draw: small values give very different clients.</source>
        <translation>Dirichlet 抽样的集中度：值越小，客户端之间差异越大。</translation>
    </message>
    <message>
        <source>Conflict slows the opening</source>
        <translation>冲突延缓开放</translation>
    </message>
    <message>
        <source>Conflict-aware federated exit distillation</source>
        <translation>冲突感知的联邦出口蒸馏</translation>
    </message>
    <message>
        <source>Conflicting parts are projected out</source>
        <translation>将冲突分量投影去除</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>Constant weight</source>
        <translation>恒定权重</translation>
    </message>
    <message>
        <source>ConvNet</source>
        <translation>ConvNet</translation>
    </message>
    <message>
        <source>Convolution 3 x 3, ReLU, max-pooling 2 per stage; small and fast</source>
        <translation>每阶段 3 x 3 卷积、ReLU、2 倍最大池化；小而快</translation>
    </message>
    <message>
        <source>Convolutional</source>
        <translation>卷积式</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Cost and memory of inner stages grow with the square of the width. The paper&apos;s ConvNet has 128 channels; its ResNet-18 has 64 in the first stage and doubles them at each following one. 16 to 32 are enough for the built-in glyphs. DeiT-tiny has tokens of 192 numbers, DeiT-S of 384.</source>
        <translation>内部各阶段的开销和内存随宽度的平方增长。论文的 ConvNet 有 128 个通道；其 ResNet-18 第一阶段为 64 个，之后每个阶段加倍。内置字形数据用 16 至 32 即可。DeiT-tiny 的 token 由 192 个数组成，DeiT-S 为 384 个。</translation>
    </message>
    <message>
        <source>Cross-client teachers</source>
        <translation>跨客户端教师</translation>
    </message>
    <message>
        <source>Cross-entropy and distillation on the opened exits, cross-entropy on the last</source>
        <translation>已开放的出口用交叉熵和蒸馏，最后一个出口用交叉熵</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>DarkDistill</source>
        <translation>DarkDistill</translation>
    </message>
    <message>
        <source>DarkDistill (progressive), DarkDistill-PL of the reference code</source>
        <translation>DarkDistill（渐进式），即参考代码中的 DarkDistill-PL</translation>
    </message>
    <message>
        <source>DarkDistill, reference code</source>
        <translation>DarkDistill，参考代码</translation>
    </message>
    <message>
        <source>DarkDistill, reference code: 0.2; BoostNet: 0.5</source>
        <translation>DarkDistill，参考代码：0.2；BoostNet：0.5</translation>
    </message>
    <message>
        <source>DarkDistill, reference code: 1.5</source>
        <translation>DarkDistill，参考代码：1.5</translation>
    </message>
    <message>
        <source>DarkDistill: 25 % each; small .4/.3/.2/.1; large .1/.2/.3/.4</source>
        <translation>DarkDistill：各 25 %；小 .4/.3/.2/.1；大 .1/.2/.3/.4</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Deepest</source>
        <translation>最深</translation>
    </message>
    <message>
        <source>Degree of the random graph; at most all other clients.</source>
        <translation>随机图的度；至多为所有其他客户端。</translation>
    </message>
    <message>
        <source>DeiT (Touvron et al. 2021), as used by ReeFL and DarkDistill</source>
        <translation>DeiT (Touvron et al. 2021)，与 ReeFL 和 DarkDistill 所用相同</translation>
    </message>
    <message>
        <source>Delta &lt;- beta mu + (1 - beta) Delta for the last stage of every level but the largest. mu is the mean over the stages of the next level&apos;s last block of its update in the previous round; stages whose tensors have other shapes are left out. Without anything that fits, or if that level had no clients then, Delta stays as it is.</source>
        <translation>除最大一级外，对每级的最后阶段：Delta &lt;- beta mu + (1 - beta) Delta。mu 是相邻较大一级的最后一块在上一轮的更新，在该块各阶段上取平均；张量形状不同的阶段不计入。若没有任何匹配者，或该级当时没有客户端，则 Delta 保持不变。</translation>
    </message>
    <message>
        <source>Dense layers at several scales; made for early exits</source>
        <translation>多尺度的稠密层；专为早退设计</translation>
    </message>
    <message>
        <source>Dense layers before the first exit.</source>
        <translation>第一个出口之前的稠密层数。</translation>
    </message>
    <message>
        <source>Dense layers that later stages have, or grow by.</source>
        <translation>后续各阶段具有或逐阶段增加的稠密层数。</translation>
    </message>
    <message>
        <source>Depth of stages</source>
        <translation>阶段深度</translation>
    </message>
    <message>
        <source>Depth; 0 for the architecture&apos;s own (ConvNet 3, MSDNet 5, MLP 3, ViT 4).</source>
        <translation>深度；0 表示架构自身的深度（ConvNet 3、MSDNet 5、MLP 3、ViT 4）。</translation>
    </message>
    <message>
        <source>DepthFL</source>
        <translation>DepthFL</translation>
    </message>
    <message>
        <source>DepthFL (ICLR 2023)</source>
        <translation>DepthFL (ICLR 2023)</translation>
    </message>
    <message>
        <source>DepthFL (ICLR 2023): 300 of 1000 rounds</source>
        <translation>DepthFL (ICLR 2023)：1000 轮中的 300 轮</translation>
    </message>
    <message>
        <source>Detached</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>Device mix</source>
        <translation>设备构成</translation>
    </message>
    <message>
        <source>Device tiers</source>
        <translation>设备档位</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Difficulty</source>
        <translation>难度</translation>
    </message>
    <message>
        <source>Difficulty condition</source>
        <translation>难度条件</translation>
    </message>
    <message>
        <source>Difficulty increase</source>
        <translation>难度递增</translation>
    </message>
    <message>
        <source>Difficulty-aligned federated early-exit training by reverse distillation</source>
        <translation>通过反向蒸馏实现难度对齐的联邦早退训练</translation>
    </message>
    <message>
        <source>Dirichlet</source>
        <translation>Dirichlet</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Distance of features</source>
        <translation>特征距离</translation>
    </message>
    <message>
        <source>Distillation</source>
        <translation>蒸馏</translation>
    </message>
    <message>
        <source>Distillation batch</source>
        <translation>蒸馏批</translation>
    </message>
    <message>
        <source>Distillation rate</source>
        <translation>蒸馏学习率</translation>
    </message>
    <message>
        <source>Distillation starts after</source>
        <translation>蒸馏起始点</translation>
    </message>
    <message>
        <source>Distillation steps</source>
        <translation>蒸馏步数</translation>
    </message>
    <message>
        <source>Distillation weight</source>
        <translation>蒸馏权重</translation>
    </message>
    <message>
        <source>Divergence</source>
        <translation>散度</translation>
    </message>
    <message>
        <source>Divides hidden activations of a narrowed network by its share while training.</source>
        <translation>训练时，将变窄网络的隐藏激活除以其宽度比例。</translation>
    </message>
    <message>
        <source>Drawn at random from the clients&apos; training parts. FedDF distils on them; other methods do not use them.</source>
        <translation>从各客户端的训练集中随机抽取。FedDF 在其上蒸馏；其他方法不使用。</translation>
    </message>
    <message>
        <source>Drawn at random with the run&apos;s seed</source>
        <translation>用该运行的随机种子随机抽取</translation>
    </message>
    <message>
        <source>Drawn on the spot, with a known difficulty per image; no files</source>
        <translation>即时绘制，每张图像的难度已知；不需要文件</translation>
    </message>
    <message>
        <source>Draws from the client&apos;s own generator. DarkDistill uses 0.01.</source>
        <translation>从客户端自己的随机数发生器抽取。DarkDistill 使用 0.01。</translation>
    </message>
    <message>
        <source>Drop-out of each tier</source>
        <translation>各档位掉线率</translation>
    </message>
    <message>
        <source>Dynamic regularisation, per element</source>
        <translation>动态正则化，逐元素</translation>
    </message>
    <message>
        <source>Dynamic regularisation: clients and server correct each other&apos;s drift</source>
        <translation>动态正则化：客户端与服务器相互校正漂移</translation>
    </message>
    <message>
        <source>EEFL</source>
        <translation>EEFL</translation>
    </message>
    <message>
        <source>EEFL with a server stage. For every capacity level a generator on the server makes features of a wanted difficulty and class; on them each level&apos;s model teaches the next larger one, exit by exit, where the exits&apos; difficulties match. Then blocks are averaged over the levels that hold them. Clients send, besides their parameters, class and loss of each of their training samples: labels and per-sample losses leave the device. Set devices.tiers to 2 or more and choose participation so that every tier can be in every round. With normalisation layers their statistics travel (model.norm_policy = averaged), because the server works with the models.</source>
        <translation>带服务器阶段的 EEFL。服务器为每个容量级设一个生成器，生成指定难度和类别的特征；在这些特征上，每级的模型逐出口地教相邻的更大模型，由难度相匹配的出口进行。随后，各块在持有它的级之间取平均。除参数外，客户端还发送每个训练样本的类别和损失：标签和逐样本损失会离开设备。请将 devices.tiers 设为 2 或以上，并选择合适的参与率，使每个档位在每一轮都可能出现。有归一化层时，其统计量也要传输（model.norm_policy = averaged），因为服务器要使用这些模型。</translation>
    </message>
    <message>
        <source>EMNIST Letters</source>
        <translation>EMNIST Letters</translation>
    </message>
    <message>
        <source>E_{k+1} = r (z_k + E_k). BoostNet uses 0.5, DarkDistill 0.2.</source>
        <translation>E_{k+1} = r (z_k + E_k)。BoostNet 使用 0.5，DarkDistill 使用 0.2。</translation>
    </message>
    <message>
        <source>E_{k+1} = r (z_k + E_k); takes the place of training.boost. 0 leaves gradient equilibrium alone.</source>
        <translation>E_{k+1} = r (z_k + E_k)；取代 training.boost。取 0 时只剩梯度均衡。</translation>
    </message>
    <message>
        <source>Each client keeps a vector of the size of its parameters; it does not travel.</source>
        <translation>每个客户端保存一个与其参数同样大小的向量；该向量不传输。</translation>
    </message>
    <message>
        <source>Each client owns a part of the data that never leaves it and gets a model of its own. More clients mean fewer samples each, so personal parts learn less and sharing matters more. The paper uses 100 with a tenth of them in each round; 20 with half of them gives curves on a desktop within minutes.</source>
        <translation>每个客户端拥有一部分从不外传的数据，并得到自己的模型。客户端越多，每个客户端的样本越少，个性化部分学到的就越少，共享就越重要。论文使用 100 个客户端，每轮十分之一参与；在台式机上，20 个客户端、每轮一半参与，几分钟即可得到曲线。</translation>
    </message>
    <message>
        <source>Each exit&apos;s own</source>
        <translation>各出口自有</translation>
    </message>
    <message>
        <source>Each image is drawn with a difficulty of its own around this mean. Easy images should leave at the first exit and hard ones need the last, which the Exits page shows.</source>
        <translation>每张图像围绕该均值抽取各自的难度。容易的图像应在第一个出口离开，困难的图像需要最后一个出口，可在“出口”页面查看。</translation>
    </message>
    <message>
        <source>Each level&apos;s model teaches the next larger one</source>
        <translation>每级的模型教相邻的更大模型</translation>
    </message>
    <message>
        <source>Each method&apos;s paper</source>
        <translation>各方法的论文</translation>
    </message>
    <message>
        <source>Each on new noise for the same pairs; all students move at once.</source>
        <translation>每次对相同的配对使用新噪声；所有学生同时更新。</translation>
    </message>
    <message>
        <source>Each patch becomes one token, so 32 pixels in patches of 4 are 64 tokens and the class token. Smaller patches see more detail; the cost of attention grows with the square of their number. DeiT uses patches of 16 on 224 pixels.</source>
        <translation>每个图像块成为一个 token，因此 32 像素、块大小为 4 时有 64 个 token 和一个类别 token。块越小，看到的细节越多；注意力的开销随块数的平方增长。DeiT 在 224 像素上使用 16 像素的块。</translation>
    </message>
    <message>
        <source>Each stage is deeper than the one before</source>
        <translation>每个阶段都比前一个更深</translation>
    </message>
    <message>
        <source>Each step takes a batch of public samples (data.public_samples) and moves the level&apos;s model towards the ensemble: (1/K) sum_k KL(softmax(mean logits) || exit k) over its K exits, summed over classes and averaged over the batch. Levels without a client in the round are not distilled.</source>
        <translation>每一步取一批公共样本（data.public_samples），使该级模型向集成靠拢：在其 K 个出口上取 (1/K) sum_k KL(softmax(mean logits) || exit k)，对类别求和、对批取平均。该轮没有客户端的级不做蒸馏。</translation>
    </message>
    <message>
        <source>Each step then trains both: the widest on labels, the drawn one on the softmax of the widest at the same exit, without labels. A step costs up to twice as much.</source>
        <translation>每一步同时训练两者：最宽的网络用标签训练；抽到的网络用最宽网络同一出口的 softmax 训练，不使用标签。一步的开销最多为原来的两倍。</translation>
    </message>
    <message>
        <source>Each worker holds one network and trains one client at a time on one thread. Results are the same bits for any number of workers.</source>
        <translation>每个工作线程持有一个网络，一次在一个线程上训练一个客户端。工作线程数不论多少，结果逐位一致。</translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation>早停</translation>
    </message>
    <message>
        <source>Either a DeiT or ViT file with the public names (cls_token, blocks.0.attn.qkv.weight, ...; width, patch and ratio must be the file&apos;s) or weights that ExitLab exported. A network of fewer blocks takes the first ones; position embeddings are interpolated to another number of patches; what the file has no values for (exits, adapters) starts at random. Numbers may be stored with 32 or 16 bits. The run remembers the file&apos;s fingerprint (SHA-256): it can only be resumed with the same file. Give the full path unless the program always starts in the same folder.</source>
        <translation>可以是带有公开命名的 DeiT 或 ViT 文件（cls_token、blocks.0.attn.qkv.weight、...；宽度、块大小和比例必须与文件一致），也可以是 ExitLab 导出的权重。块数较少的网络取前面的块；图像块数不同时对位置嵌入插值；文件中没有的值（出口、适配器）随机初始化。数值可按 32 位或 16 位存储。运行会记录文件的指纹（SHA-256）：只有使用同一文件才能继续。除非程序总在同一文件夹中启动，否则请给出完整路径。</translation>
    </message>
    <message>
        <source>Elements that nobody held in a round stay. FedDyn adds -&lt;w, g_k&gt; + alpha/2 |w - w^t|^2 to every client&apos;s loss and h &lt;- h - alpha (m/N)(mean - w), w &lt;- mean - h/alpha on the server; m of N clients held the element. FedAdam: g = w - mean, no bias correction.</source>
        <translation>某一轮无人持有的元素保持不变。FedDyn 在每个客户端的损失中加入 -&lt;w, g_k&gt; + alpha/2 |w - w^t|^2，并在服务器上执行 h &lt;- h - alpha (m/N)(mean - w)、w &lt;- mean - h/alpha；N 个客户端中有 m 个持有该元素。FedAdam：g = w - mean，无偏差校正。</translation>
    </message>
    <message>
        <source>Enough for the Exits page of a finished run</source>
        <translation>对已结束运行的“出口”页面已足够</translation>
    </message>
    <message>
        <source>Ensembles of all levels teach the averaged model, exit by exit</source>
        <translation>由所有级的集成逐出口地教平均后的模型</translation>
    </message>
    <message>
        <source>Epochs that each client trains a copy of the global model before it is tested; 0 for none.</source>
        <translation>每个客户端在测试前训练全局模型副本的周期数；0 表示不训练。</translation>
    </message>
    <message>
        <source>Equal</source>
        <translation>均等</translation>
    </message>
    <message>
        <source>Equal mixture (IID)</source>
        <translation>均等混合（IID）</translation>
    </message>
    <message>
        <source>Equilibrium</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Evaluate every</source>
        <translation>评估间隔</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Evaluation batch</source>
        <translation>评估批大小</translation>
    </message>
    <message>
        <source>Evaluations between show the global model, so curves jump where fine-tuning sets in; 1 keeps them of one kind. evaluation.every says how often tests are.</source>
        <translation>其间的评估显示全局模型，因此微调开始时曲线会跳变；取 1 则各次评估属于同一类。测试间隔由 evaluation.every 决定。</translation>
    </message>
    <message>
        <source>Even</source>
        <translation>均匀</translation>
    </message>
    <message>
        <source>Every class is divided by shares drawn from Dirichlet(alpha)</source>
        <translation>每个类别按 Dirichlet(alpha) 抽取的比例划分</translation>
    </message>
    <message>
        <source>Every client gets a random, equally large part</source>
        <translation>每个客户端得到随机且同样大小的一份</translation>
    </message>
    <message>
        <source>Every client gets samples of this many classes. The fewer, the easier each client&apos;s own task and the more the clients&apos; updates of a shared model conflict. Usual values are 2 for 10 classes and 10 for 100.</source>
        <translation>每个客户端得到这么多个类别的样本。类别越少，每个客户端自身的任务越容易，而各客户端对共享模型的更新冲突越大。常用值为 10 个类别取 2，100 个类别取 10。</translation>
    </message>
    <message>
        <source>Every client has samples of a few classes only</source>
        <translation>每个客户端只有少数类别的样本</translation>
    </message>
    <message>
        <source>Every client keeps its own backbone and learns from the common one</source>
        <translation>每个客户端保留自己的主干，并向公共主干学习</translation>
    </message>
    <message>
        <source>Every client of the cohort counts the same</source>
        <translation>参与组中每个客户端权重相同</translation>
    </message>
    <message>
        <source>Every client that holds a tensor counts the same</source>
        <translation>持有该张量的每个客户端权重相同</translation>
    </message>
    <message>
        <source>Every client trains alone; nothing travels</source>
        <translation>每个客户端独自训练；不传输任何内容</translation>
    </message>
    <message>
        <source>Every element becomes the mean over the clients that hold it</source>
        <translation>每个元素取持有它的客户端上的平均</translation>
    </message>
    <message>
        <source>Every element of the gradient is limited to this size; 0 for no limit.</source>
        <translation>梯度的每个元素限制在此大小以内；0 表示不限制。</translation>
    </message>
    <message>
        <source>Every epoch draws new pairs of class and difficulty for each generator.</source>
        <translation>每个周期为各生成器抽取新的类别与难度配对。</translation>
    </message>
    <message>
        <source>Every exit adds to what earlier exits said</source>
        <translation>每个出口在前面出口的回答上累加</translation>
    </message>
    <message>
        <source>Every exit answers by itself</source>
        <translation>每个出口独立回答</translation>
    </message>
    <message>
        <source>Every exit answers by itself; losses are added</source>
        <translation>每个出口独立回答；损失相加</translation>
    </message>
    <message>
        <source>Every exit corrects those before it; gradients are balanced</source>
        <translation>每个出口修正前面的出口；梯度经过均衡</translation>
    </message>
    <message>
        <source>Every exit counts 1</source>
        <translation>每个出口权重为 1</translation>
    </message>
    <message>
        <source>Every exit counts 1 / m</source>
        <translation>每个出口权重为 1 / m</translation>
    </message>
    <message>
        <source>Every exit every other one, as in DepthFL</source>
        <translation>每个出口教其余所有出口，与 DepthFL 相同</translation>
    </message>
    <message>
        <source>Every exit has a classifier of its own</source>
        <translation>每个出口有自己的分类器</translation>
    </message>
    <message>
        <source>Every exit is a classifier at the end of a stage, the last one at the end of the network. At test time a sample may leave at the first exit that is confident enough. There cannot be more exits than stages. The paper uses 3 for the ConvNet and 4 for ResNet-18.</source>
        <translation>每个出口是阶段末端的分类器，最后一个出口位于网络末端。测试时，样本可以在第一个置信度足够的出口离开。出口数不能超过阶段数。论文中 ConvNet 用 3 个，ResNet-18 用 4 个。</translation>
    </message>
    <message>
        <source>Every exit of a client also learns from its other exits</source>
        <translation>客户端的每个出口也向其他出口学习</translation>
    </message>
    <message>
        <source>Every exit of the teacher, each with its own samples; mean over them</source>
        <translation>教师的每个出口，各用自己的样本；对其取平均</translation>
    </message>
    <message>
        <source>Every head compares tokens by its own part of their numbers, width / heads of them. The number of parameters does not depend on it. A network narrowed for a weak device keeps the size of its heads and has fewer. DeiT-tiny has 3 heads and DeiT-S 6, 64 numbers each.</source>
        <translation>每个头用自己那部分数（width / heads 个）比较 token。参数数量与头数无关。为弱设备变窄的网络保持每个头的大小，而头数减少。DeiT-tiny 有 3 个头，DeiT-S 有 6 个，每个头 64 个数。</translation>
    </message>
    <message>
        <source>Every level has a model of its own with one exit, its last. Models are averaged inside their level, the stages below the last block also across levels. What the level above learned in its last block in the round before is passed to the last stage of the level below as momentum. Exit k is tested with the smallest model that has it; with fewer levels than exits, exits between two levels stay untrained.</source>
        <translation>每级有自己的模型，且只有一个出口，即其最后一个。模型在级内取平均，最后一块之下的阶段还跨级取平均。较大一级的最后一块在前一轮学到的内容，以动量形式传给相邻较小一级的最后阶段。出口 k 用具有它的最小模型测试；级数少于出口数时，两级之间的出口不受训练。</translation>
    </message>
    <message>
        <source>Every level has a model of its own, averaged over the level&apos;s clients. The server then trains each of them on unlabelled images to answer like the ensemble of all uploaded models: all its exits learn the softmax of the mean logits of the clients&apos; deepest exits. Needs data.public_samples. With batch normalisation set model.norm_policy to averaged or batch: with local statistics the server&apos;s teachers have none.</source>
        <translation>每级有自己的模型，在该级的客户端上取平均。随后服务器用无标签图像训练每个模型，使其回答接近所有已上传模型的集成：其所有出口学习各客户端最深出口平均 logits 的 softmax。需要 data.public_samples。使用批归一化时，请将 model.norm_policy 设为 averaged 或 batch：若用本地统计量，服务器上的教师没有统计量可用。</translation>
    </message>
    <message>
        <source>Every round a client&apos;s backbone is replaced by the common one before training.</source>
        <translation>每一轮训练前，客户端的主干被替换为公共主干。</translation>
    </message>
    <message>
        <source>Every sample finds its own way through a common and a personal network</source>
        <translation>每个样本在公共网络与个性化网络之间自行选择路径</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>ExclusiveFL</source>
        <translation>ExclusiveFL</translation>
    </message>
    <message>
        <source>Exit design</source>
        <translation>出口设计</translation>
    </message>
    <message>
        <source>Exit k of the smallest level&apos;s model that has it</source>
        <translation>出口 k 取自具有该出口的最小一级的模型</translation>
    </message>
    <message>
        <source>Exit records</source>
        <translation>出口记录</translation>
    </message>
    <message>
        <source>Exits</source>
        <translation>出口</translation>
    </message>
    <message>
        <source>Exits after stages</source>
        <translation>设出口的阶段</translation>
    </message>
    <message>
        <source>Exits learn from labels only</source>
        <translation>出口只从标签学习</translation>
    </message>
    <message>
        <source>Exits only</source>
        <translation>仅出口</translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>Exponential: reference code of CAFEDistill; cosine: ReeFL; steps: ScaleFL, HeteroFL</source>
        <translation>指数：CAFEDistill 的参考代码；余弦：ReeFL；阶梯：ScaleFL、HeteroFL</translation>
    </message>
    <message>
        <source>Factor of the steps</source>
        <translation>阶梯因子</translation>
    </message>
    <message>
        <source>Factor of the weights that is added to their gradient.</source>
        <translation>权重乘以该系数后加到其梯度上。</translation>
    </message>
    <message>
        <source>Factor on the learning rate after every round; 1 keeps it constant.</source>
        <translation>每轮之后学习率所乘的因子；1 表示保持不变。</translation>
    </message>
    <message>
        <source>Factor on the learning rate at each milestone.</source>
        <translation>每个里程碑处学习率所乘的因子。</translation>
    </message>
    <message>
        <source>Falls as lr / 2 (1 + cos(pi s / S)) over the S steps of a round. Adam starts afresh in every round and for every level.</source>
        <translation>在一轮的 S 步内按 lr / 2 (1 + cos(pi s / S)) 下降。Adam 在每一轮、每一级都重新开始。</translation>
    </message>
    <message>
        <source>Fashion-MNIST</source>
        <translation>Fashion-MNIST</translation>
    </message>
    <message>
        <source>Favoured branch</source>
        <translation>偏好分支</translation>
    </message>
    <message>
        <source>Features are what a classifier sees: after pooling, before its own layers. kl ignores a shift of all channels, cosine ignores their scale, the squared difference ignores nothing.</source>
        <translation>特征是分类器所见的内容：池化之后、分类器自身各层之前。kl 忽略所有通道的整体平移，cosine 忽略其尺度，平方差不忽略任何成分。</translation>
    </message>
    <message>
        <source>FedAdam</source>
        <translation>FedAdam</translation>
    </message>
    <message>
        <source>FedAdam beta 1</source>
        <translation>FedAdam beta 1</translation>
    </message>
    <message>
        <source>FedAdam beta 2</source>
        <translation>FedAdam beta 2</translation>
    </message>
    <message>
        <source>FedAdam rate</source>
        <translation>FedAdam 学习率</translation>
    </message>
    <message>
        <source>FedAdam tau</source>
        <translation>FedAdam tau</translation>
    </message>
    <message>
        <source>FedAvg among the devices that can hold one sub-model</source>
        <translation>在能容纳同一子模型的设备之间执行 FedAvg</translation>
    </message>
    <message>
        <source>FedAvg with a pull towards the global model; a complete example to copy</source>
        <translation>FedAvg 加上向全局模型的拉力；可供复制的完整示例</translation>
    </message>
    <message>
        <source>FedAvg-EE</source>
        <translation>FedAvg-EE</translation>
    </message>
    <message>
        <source>FedBSD-EE</source>
        <translation>FedBSD-EE</translation>
    </message>
    <message>
        <source>FedDF</source>
        <translation>FedDF</translation>
    </message>
    <message>
        <source>FedDF (NeurIPS 2020)</source>
        <translation>FedDF (NeurIPS 2020)</translation>
    </message>
    <message>
        <source>FedDF (NeurIPS 2020): 1000; our default makes all of the fewer steps</source>
        <translation>FedDF (NeurIPS 2020)：1000；默认步数较少，全部执行</translation>
    </message>
    <message>
        <source>FedDF (NeurIPS 2020): at most 10000, with early stopping; 100 for a desktop CPU</source>
        <translation>FedDF (NeurIPS 2020)：至多 10000 步并提前停止；桌面 CPU 取 100</translation>
    </message>
    <message>
        <source>FedDF (NeurIPS 2020): the option drop-worst</source>
        <translation>FedDF (NeurIPS 2020)：选项 drop-worst</translation>
    </message>
    <message>
        <source>FedDyn</source>
        <translation>FedDyn</translation>
    </message>
    <message>
        <source>FedDyn (ICLR 2021), as DepthFL uses it</source>
        <translation>FedDyn (ICLR 2021)，按 DepthFL 的用法</translation>
    </message>
    <message>
        <source>FedDyn alpha</source>
        <translation>FedDyn alpha</translation>
    </message>
    <message>
        <source>FedPer-EE</source>
        <translation>FedPer-EE</translation>
    </message>
    <message>
        <source>FedProx: tuned from {0.001, 0.01, 0.1, 1}</source>
        <translation>FedProx：在 {0.001, 0.01, 0.1, 1} 中调优</translation>
    </message>
    <message>
        <source>Few classes each</source>
        <translation>每客户端少数类别</translation>
    </message>
    <message>
        <source>Fine-tune at every</source>
        <translation>微调间隔</translation>
    </message>
    <message>
        <source>FjORD, section 3.3: for powerful devices; off as in the plain method</source>
        <translation>FjORD 第 3.3 节：用于性能强的设备；与原始方法一致，默认关闭</translation>
    </message>
    <message>
        <source>FjORD-EE</source>
        <translation>FjORD-EE</translation>
    </message>
    <message>
        <source>FjORD: .2, .4, .6, .8, 1</source>
        <translation>FjORD：.2, .4, .6, .8, 1</translation>
    </message>
    <message>
        <source>Flow, reference code: 0.01 (EMNIST), 0.001 (CIFAR)</source>
        <translation>Flow 参考代码：0.01（EMNIST），0.001（CIFAR）</translation>
    </message>
    <message>
        <source>Flow, reference code: on for EMNIST and text, off for CIFAR</source>
        <translation>Flow 参考代码：EMNIST 与文本开启，CIFAR 关闭</translation>
    </message>
    <message>
        <source>Flow-EE</source>
        <translation>Flow-EE</translation>
    </message>
    <message>
        <source>For the clients of the cohort, on a fixed probe batch: cosine of the gradients of two exits&apos; losses with respect to the trunk that both use. Negative values mean that the exits pull the trunk in opposite directions. It costs one backward pass per exit.</source>
        <translation>对参与组的客户端，在固定的探测批上计算两个出口的损失对其共用主干的梯度的余弦。负值表示两个出口把主干拉向相反方向。每个出口需一次反向传播。</translation>
    </message>
    <message>
        <source>For the simulated time: a training step costs three forward passes.</source>
        <translation>用于模拟时间：一个训练步相当于三次前向。</translation>
    </message>
    <message>
        <source>For the simulated time: bytes down and up over this bandwidth.</source>
        <translation>用于模拟时间：上下行字节数除以该带宽。</translation>
    </message>
    <message>
        <source>For which evaluations each sample&apos;s prediction and confidence per exit are stored.</source>
        <translation>在哪些评估中保存每个样本在各出口的预测与置信度。</translation>
    </message>
    <message>
        <source>Form of distillation</source>
        <translation>蒸馏形式</translation>
    </message>
    <message>
        <source>Four stages of two residual blocks, stem for small images</source>
        <translation>四个阶段，各含两个残差块，干层适配小图像</translation>
    </message>
    <message>
        <source>From the list of weights</source>
        <translation>取自权重列表</translation>
    </message>
    <message>
        <source>From the rate to the lowest rate along half a cosine</source>
        <translation>沿半个余弦从初始学习率降到最低学习率</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Fully connected stages with ReLU; the cheapest</source>
        <translation>带 ReLU 的全连接阶段；开销最低</translation>
    </message>
    <message>
        <source>GMAC/s</source>
        <translation>GMAC/s</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Generated samples per step.</source>
        <translation>每步生成的样本数。</translation>
    </message>
    <message>
        <source>Generator e also maximises mean D(e) - mean D(e-1) under last round&apos;s model; the global model also minimises |mean D(e) - mean D(e-1)|. Only stages move. Nothing bounds the difficulty: networks trained from scratch can be thrown back (glyphs, 15 rounds: 7.8 / 15.0 / 17.8 % with it, 14.2 / 24.0 / 24.4 % without); the published runs start from a pretrained transformer.</source>
        <translation>生成器 e 还在上一轮的模型下最大化 mean D(e) - mean D(e-1)；全局模型还最小化 |mean D(e) - mean D(e-1)|。只更新各阶段。难度没有上界：从头训练的网络可能退步（字形数据，15 轮：启用时为 7.8 / 15.0 / 17.8 %，不启用时为 14.2 / 24.0 / 24.4 %）；已发表的实验从预训练的 transformer 开始。</translation>
    </message>
    <message>
        <source>Generator noise</source>
        <translation>生成器噪声</translation>
    </message>
    <message>
        <source>Generator width</source>
        <translation>生成器宽度</translation>
    </message>
    <message>
        <source>Generators and Adam&apos;s moments live on over rounds.</source>
        <translation>生成器与 Adam 的矩跨轮保留。</translation>
    </message>
    <message>
        <source>Given weights</source>
        <translation>指定权重</translation>
    </message>
    <message>
        <source>Global</source>
        <translation>全局</translation>
    </message>
    <message>
        <source>Glyphs (built in)</source>
        <translation>字形（内置）</translation>
    </message>
    <message>
        <source>Go on and flag it</source>
        <translation>继续并标记</translation>
    </message>
    <message>
        <source>Gradient equilibrium of IMTA (ICCV 2019)</source>
        <translation>IMTA (ICCV 2019) 的梯度均衡</translation>
    </message>
    <message>
        <source>Gradient surgery</source>
        <translation>梯度手术</translation>
    </message>
    <message>
        <source>Gradients of all exits add up in the trunk</source>
        <translation>所有出口的梯度在主干中相加</translation>
    </message>
    <message>
        <source>Gradients of exits</source>
        <translation>出口的梯度</translation>
    </message>
    <message>
        <source>Gradients of the exits are added</source>
        <translation>各出口的梯度直接相加</translation>
    </message>
    <message>
        <source>Gradients of the exits are taken apart at the outputs (one backward pass per exit) and combined anew on the parameters that they share. PCGrad: Yu et al. 2020; CAGrad: Liu et al. 2021. The result is scaled so that exits without conflict give the plain sum.</source>
        <translation>各出口的梯度在输出处分开（每个出口一次反向传播），再在其共用的参数上重新组合。PCGrad: Yu et al. 2020；CAGrad: Liu et al. 2021。结果经过缩放，使无冲突的出口仍得到普通的和。</translation>
    </message>
    <message>
        <source>Greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>Growing</source>
        <translation>递增</translation>
    </message>
    <message>
        <source>Growing stages spread the costs of exits more evenly on a logarithmic scale.</source>
        <translation>递增的阶段使各出口的开销在对数尺度上分布更均匀。</translation>
    </message>
    <message>
        <source>Growing: exits must first learn something worth teaching. With H = 300 w is 0.007 in the first round, 0.29 after 150 and 1 from round 300 on.</source>
        <translation>递增：出口须先学到值得传授的内容。H = 300 时，w 在第一轮为 0.007，150 轮后为 0.29，从第 300 轮起为 1。</translation>
    </message>
    <message>
        <source>Grown one by one by similarity to those already chosen</source>
        <translation>按与已选客户端的相似度逐个加入</translation>
    </message>
    <message>
        <source>Growth</source>
        <translation>增长率</translation>
    </message>
    <message>
        <source>H: the round from which teaching has its full weight.</source>
        <translation>H：从该轮起教学达到全部权重。</translation>
    </message>
    <message>
        <source>Half of them come from the finer scale, where there is one.</source>
        <translation>若存在更细的尺度，其中一半来自该尺度。</translation>
    </message>
    <message>
        <source>Halves by the order of the samples. Routing then sees samples that the local branch has not learnt by heart, but both learn from half as many. Off: all samples for both.</source>
        <translation>按样本顺序分成两半。这样路由所见的样本未被本地分支记住，但两者可学的样本各减半。关闭：两者均使用全部样本。</translation>
    </message>
    <message>
        <source>Handwritten digits, 5,620 of 1 x 8 x 8, 10 classes</source>
        <translation>手写数字，5,620 个 1 x 8 x 8 样本，10 个类别</translation>
    </message>
    <message>
        <source>Handwritten digits, 70,000 of 1 x 28 x 28, 10 classes</source>
        <translation>手写数字，70,000 个 1 x 28 x 28 样本，10 个类别</translation>
    </message>
    <message>
        <source>Handwritten digits, 9,298 of 1 x 16 x 16, 10 classes</source>
        <translation>手写数字，9,298 个 1 x 16 x 16 样本，10 个类别</translation>
    </message>
    <message>
        <source>Handwritten letters, 1 x 28 x 28, 26 classes</source>
        <translation>手写字母，1 x 28 x 28，26 个类别</translation>
    </message>
    <message>
        <source>Has no influence on accuracies. Smaller values need less memory per worker.</source>
        <translation>不影响准确率。较小的值使每个工作线程占用更少内存。</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>分类头</translation>
    </message>
    <message>
        <source>Held-out share</source>
        <translation>留出比例</translation>
    </message>
    <message>
        <source>HeteroFL, section 3.2</source>
        <translation>HeteroFL 第 3.2 节</translation>
    </message>
    <message>
        <source>HeteroFL, section 3.3 (masking trick)</source>
        <translation>HeteroFL 第 3.3 节（掩码技巧）</translation>
    </message>
    <message>
        <source>HeteroFL-EE</source>
        <translation>HeteroFL-EE</translation>
    </message>
    <message>
        <source>HeteroFL: 1, .5, .25, .125, .0625</source>
        <translation>HeteroFL：1, .5, .25, .125, .0625</translation>
    </message>
    <message>
        <source>Hidden layer of the recurrent module, times its width.</source>
        <translation>循环模块的隐藏层大小，为其宽度的倍数。</translation>
    </message>
    <message>
        <source>Hidden ratio</source>
        <translation>隐藏层倍率</translation>
    </message>
    <message>
        <source>Hidden units of each block&apos;s feed-forward part, times the width.</source>
        <translation>每个块前馈部分的隐藏单元数，为宽度的倍数。</translation>
    </message>
    <message>
        <source>Hidden units of the generators.</source>
        <translation>生成器的隐藏单元数。</translation>
    </message>
    <message>
        <source>Hidden widths</source>
        <translation>隐藏层宽度</translation>
    </message>
    <message>
        <source>How a client trains its exits together.</source>
        <translation>客户端联合训练其各出口的方式。</translation>
    </message>
    <message>
        <source>How clients count in the average of the shared part.</source>
        <translation>共享部分取平均时各客户端的权重。</translation>
    </message>
    <message>
        <source>How clients count in the average of what they hold</source>
        <translation>对所持部分取平均时各客户端的权重</translation>
    </message>
    <message>
        <source>How different the clients&apos; label distributions are.</source>
        <translation>各客户端标签分布的差异程度。</translation>
    </message>
    <message>
        <source>How far the step may leave the mean gradient; 0 is the mean.</source>
        <translation>步可偏离平均梯度的程度；0 即平均梯度。</translation>
    </message>
    <message>
        <source>How it is found which student exits fit the teacher&apos;s exit.</source>
        <translation>确定哪些学生出口与教师出口匹配的方式。</translation>
    </message>
    <message>
        <source>How many classes each client has samples of.</source>
        <translation>每个客户端拥有样本的类别数。</translation>
    </message>
    <message>
        <source>How many clients the samples are divided over.</source>
        <translation>样本分配给多少个客户端。</translation>
    </message>
    <message>
        <source>How many different glyphs there are.</source>
        <translation>不同字形的数目。</translation>
    </message>
    <message>
        <source>How many glyphs are drawn, over all clients.</source>
        <translation>所有客户端合计绘制的字形数。</translation>
    </message>
    <message>
        <source>How many kinds of devices there are, from weak to strong; 1 for equal devices.</source>
        <translation>设备种类数，由弱到强；1 表示设备相同。</translation>
    </message>
    <message>
        <source>How many of the newest checkpoints stay on disk; 0 for all.</source>
        <translation>磁盘上保留的最新检查点数；0 表示全部保留。</translation>
    </message>
    <message>
        <source>How many times clients are sampled, trained and combined.</source>
        <translation>客户端抽样、训练与合并的次数。</translation>
    </message>
    <message>
        <source>How much of the running loss of an exit remains at each batch.</source>
        <translation>出口的滑动损失在每批保留的比例。</translation>
    </message>
    <message>
        <source>How much teaching counts against the labels over the rounds t = 1, 2, ...</source>
        <translation>在第 t = 1, 2, ... 轮，教学相对标签的权重</translation>
    </message>
    <message>
        <source>How often gradient conflict between exits is measured; 0 for never.</source>
        <translation>测量出口间梯度冲突的间隔；0 表示不测量。</translation>
    </message>
    <message>
        <source>How often the module&apos;s layers are applied to the tokens at each stage.</source>
        <translation>模块各层在每个阶段作用于 token 的次数。</translation>
    </message>
    <message>
        <source>How often the run can later be continued from; 0 for only at the end.</source>
        <translation>每隔多少轮保存一个可继续运行的检查点；0 表示仅在结束时保存。</translation>
    </message>
    <message>
        <source>How readily a client listens to others: large = everybody, small = only itself</source>
        <translation>客户端听取其他客户端的程度：大 = 听取所有客户端，小 = 只听自身</translation>
    </message>
    <message>
        <source>How strongly a client&apos;s features are pulled to those of the common backbone; 0 for not at all.</source>
        <translation>将客户端特征拉向公共主干特征的强度；0 表示不拉近。</translation>
    </message>
    <message>
        <source>How strongly local weights are held at the ones that came down</source>
        <translation>将本地权重保持在下发权重附近的强度</translation>
    </message>
    <message>
        <source>How strongly local weights are pulled to the global ones; 0 is FedAvg</source>
        <translation>将本地权重拉向全局权重的强度；0 即 FedAvg</translation>
    </message>
    <message>
        <source>How the clients that open the next exit first are chosen</source>
        <translation>选择最先开放下一出口的客户端的方式</translation>
    </message>
    <message>
        <source>How the depth of stages develops.</source>
        <translation>阶段深度的变化方式。</translation>
    </message>
    <message>
        <source>How the exits&apos; task losses are weighted against each other.</source>
        <translation>各出口任务损失之间的加权方式。</translation>
    </message>
    <message>
        <source>How the experiment and its runs are listed.</source>
        <translation>实验及其运行在列表中的名称。</translation>
    </message>
    <message>
        <source>How the learning rate changes over the rounds.</source>
        <translation>学习率随轮变化的方式。</translation>
    </message>
    <message>
        <source>How the run uses this machine.</source>
        <translation>运行使用本机资源的方式。</translation>
    </message>
    <message>
        <source>How the samples of a class are divided over the clients that have it.</source>
        <translation>一个类别的样本在拥有该类别的客户端之间的分配方式。</translation>
    </message>
    <message>
        <source>How the samples&apos; deltas are put together.</source>
        <translation>各样本 delta 的合并方式。</translation>
    </message>
    <message>
        <source>How tiers are given to clients.</source>
        <translation>为客户端分配档位的方式。</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>图像尺寸</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像数</translation>
    </message>
    <message>
        <source>Images are pooled over the plane, sequences are read at their class token. linear is what CAFEDistill and FedPer use; ReeFL and DarkDistill put a layer normalisation before it on a ViT; ScaleFL uses convolutional heads. MSDNet always has its own.</source>
        <translation>图像在平面上池化，序列取其类别 token。CAFEDistill 与 FedPer 使用 linear；ReeFL 与 DarkDistill 在 ViT 上于其前加层归一化；ScaleFL 使用卷积分类头。MSDNet 始终使用自己的分类头。</translation>
    </message>
    <message>
        <source>Images that are divided over the clients.</source>
        <translation>分配给各客户端的图像数。</translation>
    </message>
    <message>
        <source>In blocks</source>
        <translation>分段</translation>
    </message>
    <message>
        <source>In round t = 1, 2, ... the rate is lr x lr_decay^(t - 1). If the loss becomes NaN, divide it by ten; if curves are still rising at the end, try twice as much.</source>
        <translation>第 t = 1, 2, ... 轮的学习率为 lr x lr_decay^(t - 1)。若损失变为 NaN，将其除以十；若结束时曲线仍在上升，可尝试加倍。</translation>
    </message>
    <message>
        <source>In turn</source>
        <translation>轮流</translation>
    </message>
    <message>
        <source>InclusiveFL</source>
        <translation>InclusiveFL</translation>
    </message>
    <message>
        <source>InclusiveFL (KDD 2022): 0.2</source>
        <translation>InclusiveFL (KDD 2022)：0.2</translation>
    </message>
    <message>
        <source>Inner size r of LoRA and adapters: how much they can change, and what they cost.</source>
        <translation>LoRA 与适配器的内部维度 r：决定其可改变的程度与开销。</translation>
    </message>
    <message>
        <source>Joint</source>
        <translation>联合</translation>
    </message>
    <message>
        <source>Joint early-exit training of depth-scaled models, averaged over holders</source>
        <translation>深度缩放模型的联合早退训练，在持有者之间平均</translation>
    </message>
    <message>
        <source>KD-PDFL-EE</source>
        <translation>KD-PDFL-EE</translation>
    </message>
    <message>
        <source>Keep alpha / rank when the rank is changed; it acts like a learning rate of the update. Here: 2.</source>
        <translation>改变秩时保持 alpha / rank 不变；它的作用类似更新的学习率。此处为 2。</translation>
    </message>
    <message>
        <source>Keep per client</source>
        <translation>按客户端保留</translation>
    </message>
    <message>
        <source>Keep size (same)</source>
        <translation>保持尺寸（same）</translation>
    </message>
    <message>
        <source>Kept beside</source>
        <translation>并存</translation>
    </message>
    <message>
        <source>L = (1/m) sum CE + lambda * sum_k tau^2 KL(teacher || exit k). Published: 1 for images, 0.2 for AG News. With few, very skewed clients or a narrow network 0.03 to 0.2 was measured to work better; 0 switches distillation off and leaves FedPer with the opening schedule.</source>
        <translation>L = (1/m) sum CE + lambda * sum_k tau^2 KL(teacher || exit k)。论文取值：图像为 1，AG News 为 0.2。客户端少且分布很偏，或网络较窄时，实测 0.03 到 0.2 更好；0 关闭蒸馏，只剩带开放调度的 FedPer。</translation>
    </message>
    <message>
        <source>L = (1/m) sum_k CE_k + lambda (1/m) sum_k D_k. For small differences D acts like half a centred squared difference of the features per channel, whatever the temperature, so this is the weight to tune.</source>
        <translation>L = (1/m) sum_k CE_k + lambda (1/m) sum_k D_k。差异较小时，无论温度多少，D 都相当于每通道特征的中心化平方差的一半，因此应调节的是这个权重。</translation>
    </message>
    <message>
        <source>L = sum_j CE_j + w(t) sum_{j != teacher} T^2 KL(teacher || exit j). The teacher is chosen anew for every batch and may lie at any depth. dynamic holds back part of the client&apos;s training data and costs one more forward pass per step. all divides the sum over ordered pairs by the number of other exits.</source>
        <translation>L = sum_j CE_j + w(t) sum_{j != teacher} T^2 KL(teacher || exit j)。教师在每批重新选择，可位于任意深度。dynamic 留出客户端的一部分训练数据，每步多一次前向。all 将有序对上的和除以其他出口的数目。</translation>
    </message>
    <message>
        <source>L = sum_k a_k CE_k. The method&apos;s own: 1/m for CAFEDistill, FedPer and FedAvg; 1 for ReeFL, DepthFL and DarkDistill; k for ScaleFL. A plain sum trains like a mean with m times the learning rate, but changes the balance with other loss terms.</source>
        <translation>L = sum_k a_k CE_k。方法自带取值：CAFEDistill、FedPer 与 FedAvg 为 1/m；ReeFL、DepthFL 与 DarkDistill 为 1；ScaleFL 为 k。普通的和相当于以 m 倍学习率训练均值，但会改变与其他损失项的平衡。</translation>
    </message>
    <message>
        <source>Larger values make the step adapt less.</source>
        <translation>值越大，步长的自适应越弱。</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最后一个</translation>
    </message>
    <message>
        <source>Later exits&apos; generators make harder samples, and the model evens them out.</source>
        <translation>较深出口的生成器产生更难的样本，模型再将其难度拉平。</translation>
    </message>
    <message>
        <source>Layer normalisation before the linear layer</source>
        <translation>线性层之前加层归一化</translation>
    </message>
    <message>
        <source>Layer normalisation, then a linear layer</source>
        <translation>先层归一化，再线性层</translation>
    </message>
    <message>
        <source>Layers of later stages</source>
        <translation>后续阶段的层数</translation>
    </message>
    <message>
        <source>Layers of the first stage</source>
        <translation>第一阶段的层数</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Learning rate decay</source>
        <translation>学习率衰减</translation>
    </message>
    <message>
        <source>Learning rate of Adam for the network that weights samples.</source>
        <translation>样本加权网络的 Adam 学习率。</translation>
    </message>
    <message>
        <source>Learning rate of Adam on the server</source>
        <translation>服务器上 Adam 的学习率</translation>
    </message>
    <message>
        <source>Learning rate of the generators&apos; Adam.</source>
        <translation>生成器的 Adam 学习率。</translation>
    </message>
    <message>
        <source>Learning rate of the personal fine-tuning.</source>
        <translation>个性化微调的学习率。</translation>
    </message>
    <message>
        <source>Learning rate of the students&apos; SGD on the server.</source>
        <translation>服务器上各学生的 SGD 学习率。</translation>
    </message>
    <message>
        <source>Learning rate schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>Learnt</source>
        <translation>学习得到</translation>
    </message>
    <message>
        <source>Learnt sample weights</source>
        <translation>学习的样本权重</translation>
    </message>
    <message>
        <source>Leave out the worst</source>
        <translation>剔除最差者</translation>
    </message>
    <message>
        <source>Leaves out classes that a client does not have, in its loss and at the server.</source>
        <translation>在客户端的损失中和服务器上略去该客户端没有的类别。</translation>
    </message>
    <message>
        <source>Lets the Exits page show earlier rounds; larger database</source>
        <translation>“出口”页可查看较早的轮；数据库更大</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级</translation>
    </message>
    <message>
        <source>Level l of L devices.tiers holds the stages and exits up to exit ceil(l m / L). Only clients of that tier or a higher one are sampled; as many per round as training.participation asks for of all clients, at most all that can take part. Exits beyond the level stay as they were drawn.</source>
        <translation>devices.tiers 共 L 级，第 l 级持有到出口 ceil(l m / L) 为止的阶段与出口。只抽取该档位或更高档位的客户端；每轮抽取的数目等于 training.participation 对全部客户端的要求，至多为所有可参与者。该级之外的出口保持初始值。</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>持续更新</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>LoRA alpha</source>
        <translation>LoRA alpha</translation>
    </message>
    <message>
        <source>LoRA dropout</source>
        <translation>LoRA dropout</translation>
    </message>
    <message>
        <source>Local</source>
        <translation>本地</translation>
    </message>
    <message>
        <source>Local epochs</source>
        <translation>本地周期</translation>
    </message>
    <message>
        <source>Logits of absent classes are set to 0 in the client&apos;s cross-entropy, so that their rows of the classifiers get no gradient, and these rows do not count in the mean. The client tells the server which classes it has: one byte per class and round.</source>
        <translation>在客户端的交叉熵中，缺失类别的 logit 置为 0，因此分类器中对应的行没有梯度，也不计入平均。客户端告知服务器它拥有哪些类别：每类别每轮一个字节。</translation>
    </message>
    <message>
        <source>Low-rank updates of queries and values, or of CNN and MLP layers</source>
        <translation>对查询与值，或对 CNN 与 MLP 层的低秩更新</translation>
    </message>
    <message>
        <source>Lowest learning rate</source>
        <translation>最低学习率</translation>
    </message>
    <message>
        <source>MLP</source>
        <translation>MLP</translation>
    </message>
    <message>
        <source>MNIST</source>
        <translation>MNIST</translation>
    </message>
    <message>
        <source>MSDNet</source>
        <translation>MSDNet</translation>
    </message>
    <message>
        <source>MSDNet, CIFAR</source>
        <translation>MSDNet，CIFAR</translation>
    </message>
    <message>
        <source>MSDNet, CIFAR, budgeted</source>
        <translation>MSDNet，CIFAR，预算设定</translation>
    </message>
    <message>
        <source>MSDNet, CIFAR: 3</source>
        <translation>MSDNet，CIFAR：3</translation>
    </message>
    <message>
        <source>MSDNet: linear for budgeted, even for anytime prediction</source>
        <translation>MSDNet：预算预测用 linear，随时预测用 even</translation>
    </message>
    <message>
        <source>Masked loss</source>
        <translation>掩码损失</translation>
    </message>
    <message>
        <source>Matching of exits</source>
        <translation>出口匹配</translation>
    </message>
    <message>
        <source>Mbit/s</source>
        <translation>Mbit/s</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Mean difficulty of the images, from clean (0) to barely legible (1).</source>
        <translation>图像的平均难度，从清晰（0）到勉强可辨（1）。</translation>
    </message>
    <message>
        <source>Mean over batch and channels</source>
        <translation>在批与通道上取平均</translation>
    </message>
    <message>
        <source>Measure conflict every</source>
        <translation>冲突测量间隔</translation>
    </message>
    <message>
        <source>Memory of the mean step.</source>
        <translation>一阶矩的记忆系数。</translation>
    </message>
    <message>
        <source>Memory of the running loss</source>
        <translation>滑动损失的记忆系数</translation>
    </message>
    <message>
        <source>Memory of the squared step.</source>
        <translation>二阶矩的记忆系数。</translation>
    </message>
    <message>
        <source>Merge, then split per client</source>
        <translation>合并后按客户端划分</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Methods for devices of different capacity (EEFL, DarkDistill, ReeFL, DepthFL, ScaleFL, HeteroFL and others) give a client of tier l the sub-model up to exit ceil(l m / L). Every other method trains the whole network everywhere; tiers then only change the simulated times.</source>
        <translation>面向不同能力设备的方法（EEFL、DarkDistill、ReeFL、DepthFL、ScaleFL、HeteroFL 等）给 l 档客户端分配到出口 ceil(l m / L) 为止的子模型。其他方法在所有客户端上训练整个网络；此时档位只改变模拟时间。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Momentum from above</source>
        <translation>来自上级的动量</translation>
    </message>
    <message>
        <source>Momentum of a client&apos;s last turn goes on in its next</source>
        <translation>客户端上次参与时的动量延续到下一次</translation>
    </message>
    <message>
        <source>Momentum of local SGD; 0 for none.</source>
        <translation>本地 SGD 的动量；0 表示不使用。</translation>
    </message>
    <message>
        <source>Momentum starts at zero in every round</source>
        <translation>动量在每轮从零开始</translation>
    </message>
    <message>
        <source>Momentum, weight decay, clipping and batch are those of training.</source>
        <translation>动量、权重衰减、裁剪与批沿用训练设置。</translation>
    </message>
    <message>
        <source>More classes make the task harder and leave more room for clients to differ.</source>
        <translation>类别越多，任务越难，客户端之间可有的差异也越大。</translation>
    </message>
    <message>
        <source>More epochs mean fewer rounds and less traffic for the same work, while clients drift further apart before they are combined.</source>
        <translation>周期越多，同样的工作所需的轮与通信量越少，但客户端在合并前偏离得更远。</translation>
    </message>
    <message>
        <source>More samples make the cosines less noisy and cost time in proportion.</source>
        <translation>样本越多，余弦的噪声越小，耗时成比例增加。</translation>
    </message>
    <message>
        <source>Mostly large</source>
        <translation>大设备居多</translation>
    </message>
    <message>
        <source>Mostly small</source>
        <translation>小设备居多</translation>
    </message>
    <message>
        <source>Multiplied by a factor at given rounds</source>
        <translation>在指定的轮乘以系数</translation>
    </message>
    <message>
        <source>Multiplied by the decay after every round</source>
        <translation>每轮之后乘以衰减系数</translation>
    </message>
    <message>
        <source>Multiply-accumulates per second in units of 10^9, weakest first; the last one repeats.</source>
        <translation>每秒乘加数，单位 10^9，由弱到强；末值沿用。</translation>
    </message>
    <message>
        <source>Mutual distillation</source>
        <translation>互蒸馏</translation>
    </message>
    <message>
        <source>NaN and infinite values are stored and shown</source>
        <translation>保存并显示 NaN 与无穷值</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name and seed.</source>
        <translation>名称与随机种子。</translation>
    </message>
    <message>
        <source>Neighbourhood is mutual and stays for the whole run. Every client of the cohort downloads one model per neighbour in each round, so traffic grows with their number: everybody means clients - 1 models each.</source>
        <translation>邻居关系是相互的，在整个运行中不变。参与组的每个客户端每轮从每个邻居下载一个模型，因此通信量随邻居数增长：选择“所有”即每个客户端下载（客户端数 - 1）个模型。</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>邻居</translation>
    </message>
    <message>
        <source>Neighbours per client</source>
        <translation>每客户端邻居数</translation>
    </message>
    <message>
        <source>No pull to the global model</source>
        <translation>不拉向全局模型</translation>
    </message>
    <message>
        <source>No running statistics: each batch&apos;s own, in tests too</source>
        <translation>不用滑动统计量：使用每批自身的统计量，测试时亦然</translation>
    </message>
    <message>
        <source>No server: clients mix the models of neighbours that answer like their own</source>
        <translation>无服务器：客户端混合与自身回答相近的邻居的模型</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>无教师</translation>
    </message>
    <message>
        <source>Noise is uniform in [0, 1].</source>
        <translation>噪声在 [0, 1] 上均匀分布。</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>None (valid)</source>
        <translation>无（valid）</translation>
    </message>
    <message>
        <source>None in most methods; 1 in ReeFL</source>
        <translation>多数方法不使用；ReeFL 中为 1</translation>
    </message>
    <message>
        <source>None: methods are compared from random weights. ReeFL and DarkDistill start from DeiT</source>
        <translation>无：各方法从随机权重开始比较。ReeFL 与 DarkDistill 从 DeiT 开始</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>Norm and linear</source>
        <translation>归一化加线性</translation>
    </message>
    <message>
        <source>Norm and linear layer for ViT, one linear layer elsewhere</source>
        <translation>ViT 用归一化与线性层，其他架构用一个线性层</translation>
    </message>
    <message>
        <source>Normalisation scale and shift</source>
        <translation>归一化的缩放与偏移</translation>
    </message>
    <message>
        <source>Normalisation statistics</source>
        <translation>归一化统计量</translation>
    </message>
    <message>
        <source>Not stated in what we could read of the paper; our choice, tune from {0.1, 1, 10}</source>
        <translation>在可读到的论文内容中未说明；我们的选择，可在 {0.1, 1, 10} 中调优</translation>
    </message>
    <message>
        <source>Number of classifiers along the depth; 1 is an ordinary network.</source>
        <translation>沿深度的分类器数目；1 即普通网络。</translation>
    </message>
    <message>
        <source>Numbers from 0, one per exit, separated by commas; the last one repeats.</source>
        <translation>不小于 0 的数，每个出口一个，以逗号分隔；末值沿用。</translation>
    </message>
    <message>
        <source>Numbers from 0, weakest tier first, separated by commas; they are scaled to sum to 1.</source>
        <translation>不小于 0 的数，最弱档位在前，以逗号分隔；会缩放到和为 1。</translation>
    </message>
    <message>
        <source>Of N clients tier l has its share, rounded so that the sum is N.</source>
        <translation>N 个客户端中，l 档占其份额，取整后总和为 N。</translation>
    </message>
    <message>
        <source>Of a client&apos;s N samples, train_share x N are for training (and validation), the others for testing, drawn at random with the experiment&apos;s seed. A smaller share leaves clients with less to learn from and makes their test accuracy less noisy.</source>
        <translation>客户端的 N 个样本中，train_share x N 个用于训练（和验证），其余用于测试，按实验的随机种子随机抽取。份额越小，客户端可学的样本越少，测试准确率的噪声也越小。</translation>
    </message>
    <message>
        <source>Of every evaluation</source>
        <translation>每次评估</translation>
    </message>
    <message>
        <source>Of four tiers 10, 20, 30 and 40 % of the clients</source>
        <translation>四个档位分别占客户端的 10、20、30 和 40 %</translation>
    </message>
    <message>
        <source>Of four tiers 40, 30, 20 and 10 % of the clients</source>
        <translation>四个档位分别占客户端的 40、30、20 和 10 %</translation>
    </message>
    <message>
        <source>Of the batch</source>
        <translation>取自当前批</translation>
    </message>
    <message>
        <source>Of the last round</source>
        <translation>仅最后一轮</translation>
    </message>
    <message>
        <source>Off draws the clients inside a depth at random.</source>
        <translation>关闭时，在同一深度内随机抽取客户端。</translation>
    </message>
    <message>
        <source>Off draws the same number of (client, exit) pairs without regard to depth.</source>
        <translation>关闭时，抽取同样数目的（客户端，出口）对，不考虑深度。</translation>
    </message>
    <message>
        <source>Off in ReeFL&apos;s runs</source>
        <translation>在 ReeFL 的实验中关闭</translation>
    </message>
    <message>
        <source>Off sets R(t) = 1.</source>
        <translation>关闭时 R(t) = 1。</translation>
    </message>
    <message>
        <source>Off sets W to the identity: distillation from one&apos;s own last head only.</source>
        <translation>关闭时 W 为单位矩阵：只从自身的最后一个分类头蒸馏。</translation>
    </message>
    <message>
        <source>Off sets lambda to 0: FedPer with the opening schedule.</source>
        <translation>关闭时 lambda 为 0：即带开放调度的 FedPer。</translation>
    </message>
    <message>
        <source>Off: a client keeps its own backbone between its turns and only its first turn starts from the common one; the common backbone teaches. On: backbones are shared as in FedPer, and the distillation only keeps features from drifting; with weight 0 it is FedPer with equal weights of clients.</source>
        <translation>关闭：客户端在两次参与之间保留自己的主干，只有首次参与从公共主干开始；公共主干作为教师。开启：主干像 FedPer 那样共享，蒸馏只防止特征漂移；权重为 0 时即客户端等权的 FedPer。</translation>
    </message>
    <message>
        <source>Off: all exits are open from the first round</source>
        <translation>关闭：所有出口从第一轮起开放</translation>
    </message>
    <message>
        <source>Off: every client is its own teacher</source>
        <translation>关闭：每个客户端以自身为教师</translation>
    </message>
    <message>
        <source>Off: exits open in random order at the same rate</source>
        <translation>关闭：出口以相同速度按随机顺序开放</translation>
    </message>
    <message>
        <source>Off: generators know nothing of difficulty.</source>
        <translation>关闭：生成器不使用难度信息。</translation>
    </message>
    <message>
        <source>Off: labels only</source>
        <translation>关闭：仅用标签</translation>
    </message>
    <message>
        <source>Off: no server stage; the method is EEFL.</source>
        <translation>关闭：没有服务器阶段；该方法即 EEFL。</translation>
    </message>
    <message>
        <source>Off: random clients open the next exit first</source>
        <translation>关闭：随机客户端最先开放下一出口</translation>
    </message>
    <message>
        <source>Off: the module only answers; the trunk is as without it.</source>
        <translation>关闭：模块只作回答；主干如同没有该模块。</translation>
    </message>
    <message>
        <source>Off: the paper wants backbones that stay personal</source>
        <translation>关闭：论文要求主干保持个性化</translation>
    </message>
    <message>
        <source>Official split</source>
        <translation>官方划分</translation>
    </message>
    <message>
        <source>One exit only</source>
        <translation>仅一个出口</translation>
    </message>
    <message>
        <source>One global network with all its exits, averaged</source>
        <translation>一个含所有出口的全局网络，取平均</translation>
    </message>
    <message>
        <source>One model per device level, knowledge passed down as momentum</source>
        <translation>每个设备级一个模型，知识以动量形式向下传递</translation>
    </message>
    <message>
        <source>One number per tier (devices.tiers), ascending to 1. Of C channels the first ceil(p C) are held. Empty: l / L for tier l of L. Where any share is below 1, ResNet-18 uses the statistics of the batch (model.norm_policy = batch), in tests too, in place of running statistics for every p.</source>
        <translation>每个档位（devices.tiers）一个数，递增到 1。C 个通道中持有前 ceil(p C) 个。留空：共 L 档时，第 l 档为 l / L。只要有份额低于 1，ResNet-18 就使用批的统计量（model.norm_policy = batch），测试时亦然，以代替为每个 p 分别维护的滑动统计量。</translation>
    </message>
    <message>
        <source>One number per tier (devices.tiers), ascending to 1. Of C channels the first ceil(share * C) are held. Empty: 0.4, 0.55, 0.75, 1 for four tiers, else evenly from 0.4 to 1. How many exits a tier holds follows from its number. Where any share is below 1, ResNet-18 uses the statistics of the batch (model.norm_policy = batch), in tests too, as the reference code does.</source>
        <translation>每个档位（devices.tiers）一个数，递增到 1。C 个通道中持有前 ceil(share * C) 个。留空：四个档位为 0.4、0.55、0.75、1，否则从 0.4 到 1 均匀取值。档位持有多少个出口由其编号决定。只要有份额低于 1，ResNet-18 就使用批的统计量（model.norm_policy = batch），测试时亦然，与参考代码一致。</translation>
    </message>
    <message>
        <source>One number per tier (devices.tiers), ascending to 1. Of C channels the first ceil(share * C) are held. Empty: 2^-(L-l) for tier l of L. Where any share is below 1, ResNet-18 uses the statistics of the batch (model.norm_policy = batch). The reference code measures statistics over all clients&apos; data once training has ended; here a test uses those of the evaluation batch, so accuracy depends a little on evaluation.batch.</source>
        <translation>每个档位（devices.tiers）一个数，递增到 1。C 个通道中持有前 ceil(share * C) 个。留空：共 L 档时，第 l 档为 2^-(L-l)。只要有份额低于 1，ResNet-18 就使用批的统计量（model.norm_policy = batch）。参考代码在训练结束后用所有客户端的数据测量统计量；此处测试使用评估批的统计量，因此准确率略受 evaluation.batch 影响。</translation>
    </message>
    <message>
        <source>One number per tier.</source>
        <translation>每个档位一个数。</translation>
    </message>
    <message>
        <source>One pixel of zeros around; only pooling shrinks the image</source>
        <translation>四周补一个零像素；只有池化缩小图像</translation>
    </message>
    <message>
        <source>One recurrent exit module for all depths; the best exit of the moment teaches</source>
        <translation>所有深度共用一个循环出口模块；当前最佳出口作教师</translation>
    </message>
    <message>
        <source>One round: a cohort receives the shared part, trains on its own data and sends its result back. CAFEDistill opens all exits within the first half of the rounds, so shortening a run also shortens that schedule.</source>
        <translation>一轮：参与组接收共享部分，在各自数据上训练并发回结果。CAFEDistill 在前一半的轮内开放所有出口，因此缩短运行也会缩短该调度。</translation>
    </message>
    <message>
        <source>One shot</source>
        <translation>一次选定</translation>
    </message>
    <message>
        <source>One small transformer and classifier for all exits</source>
        <translation>所有出口共用一个小型 transformer 与分类器</translation>
    </message>
    <message>
        <source>One step every 10 batches of local training.</source>
        <translation>本地训练每 10 批执行一步。</translation>
    </message>
    <message>
        <source>Only backbones travel; the server takes their plain mean (training.aggregation has no say). A client trains its own backbone and heads on labels and is pulled to the common backbone by distillation of the features that the exits see: L = (1/m) sum_k CE_k + lambda (1/m) sum_k D(f_k of the common backbone, own f_k). It costs one forward pass of the common backbone over the client&apos;s data per round.</source>
        <translation>只传输主干；服务器取其普通平均（training.aggregation 不起作用）。客户端用标签训练自己的主干与分类头，并通过对出口所见特征的蒸馏被拉向公共主干：L = (1/m) sum_k CE_k + lambda (1/m) sum_k D(公共主干的 f_k, 自身的 f_k)。每轮需公共主干对客户端数据做一遍前向。</translation>
    </message>
    <message>
        <source>Only every so many evaluations, and always the last, fine-tune first.</source>
        <translation>每隔若干次评估先微调再评估，最后一次评估总是如此。</translation>
    </message>
    <message>
        <source>Only the best matching exit learns.</source>
        <translation>只有最匹配的出口学习。</translation>
    </message>
    <message>
        <source>Only with self-distillation above 0.</source>
        <translation>仅当自蒸馏大于 0 时使用。</translation>
    </message>
    <message>
        <source>Opens exits later while clients are in conflict</source>
        <translation>客户端存在冲突时推迟开放出口</translation>
    </message>
    <message>
        <source>Opens the exits progressively, shallow first and clients in least conflict first; mixes on the server a teacher head for every client from the last exits of the others, weighted by a small quadratic program over update similarity; distils it locally into the opened exits. The backbone is shared, all heads are personal.</source>
        <translation>逐步开放出口，先浅层，并先开放冲突最小的客户端；在服务器上由其他客户端的最后出口为每个客户端混合出教师分类头，权重由更新相似度上的小型二次规划求得；再在本地将其蒸馏到已开放的出口。主干共享，所有分类头均为个性化。</translation>
    </message>
    <message>
        <source>Optdigits</source>
        <translation>Optdigits</translation>
    </message>
    <message>
        <source>Optimizer state</source>
        <translation>优化器状态</translation>
    </message>
    <message>
        <source>Ordered dropout: every step trains a prefix of the channels that the device can hold</source>
        <translation>有序丢弃：每步训练设备所能持有的通道的一个前缀</translation>
    </message>
    <message>
        <source>Our choice</source>
        <translation>我们的选择</translation>
    </message>
    <message>
        <source>Our choice for 20 clients; 0.1 of 100 in the reference code</source>
        <translation>我们的选择，适合 20 个客户端；参考代码为 100 个客户端取 0.1</translation>
    </message>
    <message>
        <source>Our choice for a desktop CPU; 100 in the reference code</source>
        <translation>我们的选择，适合桌面 CPU；参考代码为 100</translation>
    </message>
    <message>
        <source>Our choice for a desktop CPU; 128 (ConvNet) and 64 (ResNet-18) in the reference code</source>
        <translation>我们的选择，适合桌面 CPU；参考代码为 128（ConvNet）与 64（ResNet-18）</translation>
    </message>
    <message>
        <source>Our choice for a desktop CPU; 300 in the reference code</source>
        <translation>我们的选择，适合桌面 CPU；参考代码为 300</translation>
    </message>
    <message>
        <source>Our choice for a desktop CPU; 5 in the reference code</source>
        <translation>我们的选择，适合桌面 CPU；参考代码为 5</translation>
    </message>
    <message>
        <source>Our choice for images of 28 or 32 pixels; 16 at 224 pixels in ReeFL and DarkDistill</source>
        <translation>我们的选择，适合 28 或 32 像素的图像；ReeFL 与 DarkDistill 在 224 像素时为 16</translation>
    </message>
    <message>
        <source>Our choice for narrow networks; DeiT has one head per 64 numbers</source>
        <translation>我们的选择，适合窄网络；DeiT 每 64 维一个注意力头</translation>
    </message>
    <message>
        <source>Our choice for small clients; 0.1 in the reference code</source>
        <translation>我们的选择，适合小客户端；参考代码为 0.1</translation>
    </message>
    <message>
        <source>Our choice for small clients; 64 in the reference code</source>
        <translation>我们的选择，适合小客户端；参考代码为 64</translation>
    </message>
    <message>
        <source>Our choice, smaller than the reference code&apos;s 350,150,50 (EMNIST) and 1000,750,350,150,50 (CIFAR)</source>
        <translation>我们的选择，小于参考代码的 350,150,50（EMNIST）与 1000,750,350,150,50（CIFAR）</translation>
    </message>
    <message>
        <source>Our choice: 128 to 512 (CNN variant, not in the paper)</source>
        <translation>我们的选择：128 到 512（CNN 变体，论文未涉及）</translation>
    </message>
    <message>
        <source>Our choice: 300 images per client, a round within seconds</source>
        <translation>我们的选择：每客户端 300 张图像，一轮在数秒内完成</translation>
    </message>
    <message>
        <source>Our choice: Adam&apos;s usual rate; the published one is not known to us</source>
        <translation>我们的选择：Adam 的常用学习率；论文取值未知</translation>
    </message>
    <message>
        <source>Our choice: a mixture of easy and hard images</source>
        <translation>我们的选择：难易图像混合</translation>
    </message>
    <message>
        <source>Our choice: all cores</source>
        <translation>我们的选择：全部核心</translation>
    </message>
    <message>
        <source>Our choice: as for other methods with one model for everybody</source>
        <translation>我们的选择：与其他全体共用一个模型的方法一致</translation>
    </message>
    <message>
        <source>Our choice: as in the usual small image sets</source>
        <translation>我们的选择：与常见小型图像数据集一致</translation>
    </message>
    <message>
        <source>Our choice: below 5 % of a round</source>
        <translation>我们的选择：低于一轮的 5 %</translation>
    </message>
    <message>
        <source>Our choice: detached, as in all other methods; reference code: live</source>
        <translation>我们的选择：detached，与其他方法一致；参考代码：live</translation>
    </message>
    <message>
        <source>Our choice: from a microcontroller board to a phone</source>
        <translation>我们的选择：从微控制器板到手机</translation>
    </message>
    <message>
        <source>Our choice: full curves</source>
        <translation>我们的选择：完整曲线</translation>
    </message>
    <message>
        <source>Our choice: global, as the paper&apos;s text has it</source>
        <translation>我们的选择：global，按论文正文</translation>
    </message>
    <message>
        <source>Our choice: large enough to be fast</source>
        <translation>我们的选择：足够大以保证速度</translation>
    </message>
    <message>
        <source>Our choice: mobile connections</source>
        <translation>我们的选择：移动连接</translation>
    </message>
    <message>
        <source>Our choice: none; FedDF uses another data set as unlabelled images</source>
        <translation>我们的选择：无；FedDF 使用另一数据集作为无标签图像</translation>
    </message>
    <message>
        <source>Our choice: nothing is left out unless asked for</source>
        <translation>我们的选择：除非指定，否则不剔除</translation>
    </message>
    <message>
        <source>Our choice: show what happened</source>
        <translation>我们的选择：显示实际情况</translation>
    </message>
    <message>
        <source>Our choice: the largest, what a federation without small devices would train</source>
        <translation>我们的选择：最大者，即没有小设备的联邦会训练的模型</translation>
    </message>
    <message>
        <source>Our choice: the paper&apos;s single loss suggests joint training</source>
        <translation>我们的选择：论文的单一损失表明是联合训练</translation>
    </message>
    <message>
        <source>Our choice: the smallest comfortable size for three stages</source>
        <translation>我们的选择：三个阶段所需的最小合适尺寸</translation>
    </message>
    <message>
        <source>Our choice: thresholds fixed on test samples would flatter every method</source>
        <translation>我们的选择：在测试样本上确定阈值会使所有方法的结果偏乐观</translation>
    </message>
    <message>
        <source>Our choice: works on a fresh machine</source>
        <translation>我们的选择：在全新机器上即可使用</translation>
    </message>
    <message>
        <source>Our choice; published: 1000</source>
        <translation>我们的选择；论文取值：1000</translation>
    </message>
    <message>
        <source>Our choice; published: the number of classes</source>
        <translation>我们的选择；论文取值：类别数</translation>
    </message>
    <message>
        <source>Our choice; the paper studies small networks of neighbours</source>
        <translation>我们的选择；论文研究的是小型邻居网络</translation>
    </message>
    <message>
        <source>Our choice; the paper&apos;s value is not known to us</source>
        <translation>我们的选择；论文取值未知</translation>
    </message>
    <message>
        <source>Outputs of exits</source>
        <translation>出口的输出</translation>
    </message>
    <message>
        <source>Over samples</source>
        <translation>样本合并</translation>
    </message>
    <message>
        <source>PCGrad</source>
        <translation>PCGrad</translation>
    </message>
    <message>
        <source>PCGrad (NeurIPS 2020), CAGrad (NeurIPS 2021); off by default</source>
        <translation>PCGrad (NeurIPS 2020)、CAGrad (NeurIPS 2021)；默认关闭</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Parallel (PL)</source>
        <translation>并行（PL）</translation>
    </message>
    <message>
        <source>Parallel adapters</source>
        <translation>并行适配器</translation>
    </message>
    <message>
        <source>Parameters and traffic grow in proportion. For DeiT-S, 32 makes 49,152 parameters per block with LoRA and 24,992 per adapter, of 1,774,464 in the block. Narrow networks need less: a quarter of the width or below.</source>
        <translation>参数与通信量成比例增长。对 DeiT-S，取 32 时每块在 LoRA 下有 49,152 个参数，每个适配器有 24,992 个，而该块共有 1,774,464 个。窄网络所需更少：宽度的四分之一或以下。</translation>
    </message>
    <message>
        <source>Participation</source>
        <translation>参与率</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>数据划分</translation>
    </message>
    <message>
        <source>Partition, initial weights, cohorts and batches each draw from a generator keyed by (seed, purpose, round, client). Two methods with the same seed therefore see the same partition, initial weights and cohorts. Repeat with at least three seeds before believing a difference.</source>
        <translation>数据划分、初始权重、参与组与批分别由以（随机种子、用途、轮、客户端）为键的随机数发生器抽取。因此随机种子相同的两种方法具有相同的数据划分、初始权重与参与组。至少用三个随机种子重复后再认定差异。</translation>
    </message>
    <message>
        <source>Parts that attention is computed in, side by side; must divide the width.</source>
        <translation>并列计算注意力的份数；须整除宽度。</translation>
    </message>
    <message>
        <source>Passes of a client over its training samples in one round.</source>
        <translation>客户端在一轮中遍历其训练样本的次数。</translation>
    </message>
    <message>
        <source>Patch side</source>
        <translation>图像块边长</translation>
    </message>
    <message>
        <source>Patches as tokens, one attention block per stage</source>
        <translation>图像块作为 token，每阶段一个注意力块</translation>
    </message>
    <message>
        <source>Personal fine-tuning</source>
        <translation>个性化微调</translation>
    </message>
    <message>
        <source>Photographs, 60,000 of 3 x 32 x 32, 10 classes</source>
        <translation>照片，60,000 张 3 x 32 x 32，10 个类别</translation>
    </message>
    <message>
        <source>Photographs, 60,000 of 3 x 32 x 32, 100 classes</source>
        <translation>照片，60,000 张 3 x 32 x 32，100 个类别</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>Pooling (or the class token) and one linear layer</source>
        <translation>池化（或类别 token）加一个线性层</translation>
    </message>
    <message>
        <source>Pretrained weights</source>
        <translation>预训练权重</translation>
    </message>
    <message>
        <source>Probability that a sampled client is lost before it sends, weakest first; the last one repeats.</source>
        <translation>被抽中的客户端在发送前掉线的概率，由弱到强；末值沿用。</translation>
    </message>
    <message>
        <source>Probe samples</source>
        <translation>探测样本</translation>
    </message>
    <message>
        <source>Progressive</source>
        <translation>渐进</translation>
    </message>
    <message>
        <source>Progressive opening</source>
        <translation>渐进开放</translation>
    </message>
    <message>
        <source>Proportional to a client&apos;s number of training samples</source>
        <translation>与客户端的训练样本数成正比</translation>
    </message>
    <message>
        <source>Proximal term</source>
        <translation>近端项</translation>
    </message>
    <message>
        <source>Proximal weight</source>
        <translation>近端权重</translation>
    </message>
    <message>
        <source>Public samples</source>
        <translation>公共样本</translation>
    </message>
    <message>
        <source>Public samples per distillation step</source>
        <translation>每个蒸馏步的公共样本数</translation>
    </message>
    <message>
        <source>Pulls local weights to those that the client started from.</source>
        <translation>将本地权重拉向客户端起始时的权重。</translation>
    </message>
    <message>
        <source>Quota ratio</source>
        <translation>配额比</translation>
    </message>
    <message>
        <source>R&apos;(t) = clip(R(t) + cbar m / (m - 1), 0, 1) with cbar = sum min(s_ij, 0) / n^2.</source>
        <translation>R&apos;(t) = clip(R(t) + cbar m / (m - 1), 0, 1)，其中 cbar = sum min(s_ij, 0) / n^2。</translation>
    </message>
    <message>
        <source>Ramp</source>
        <translation>渐增期</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Random graph</source>
        <translation>随机图</translation>
    </message>
    <message>
        <source>Rank clients by conflict</source>
        <translation>按冲突排列客户端</translation>
    </message>
    <message>
        <source>Rate of distillation</source>
        <translation>蒸馏学习率</translation>
    </message>
    <message>
        <source>Rate of fine-tuning</source>
        <translation>微调学习率</translation>
    </message>
    <message>
        <source>Rate of generators</source>
        <translation>生成器学习率</translation>
    </message>
    <message>
        <source>Rate of the weight network</source>
        <translation>加权网络学习率</translation>
    </message>
    <message>
        <source>Recurrent module (Ree)</source>
        <translation>循环模块（Ree）</translation>
    </message>
    <message>
        <source>Ree attention heads</source>
        <translation>Ree 注意力头数</translation>
    </message>
    <message>
        <source>Ree attention width</source>
        <translation>Ree 注意力宽度</translation>
    </message>
    <message>
        <source>Ree classifier</source>
        <translation>Ree 分类器</translation>
    </message>
    <message>
        <source>Ree hidden ratio</source>
        <translation>Ree 隐藏层倍率</translation>
    </message>
    <message>
        <source>Ree layers</source>
        <translation>Ree 层数</translation>
    </message>
    <message>
        <source>Ree modulation</source>
        <translation>Ree 调制</translation>
    </message>
    <message>
        <source>Ree recurrent steps</source>
        <translation>Ree 循环步数</translation>
    </message>
    <message>
        <source>Ree token width</source>
        <translation>Ree token 宽度</translation>
    </message>
    <message>
        <source>ReeFL</source>
        <translation>ReeFL</translation>
    </message>
    <message>
        <source>ReeFL (ICML 2024); heads elsewhere</source>
        <translation>ReeFL (ICML 2024)；其他方法用分类头</translation>
    </message>
    <message>
        <source>ReeFL and DarkDistill, reference codes</source>
        <translation>ReeFL 与 DarkDistill 的参考代码</translation>
    </message>
    <message>
        <source>ReeFL&apos;s configuration allows 1 to 5; its published loop never calls it</source>
        <translation>ReeFL 的配置允许 1 到 5；其公开的训练循环从未调用</translation>
    </message>
    <message>
        <source>ReeFL, eq. of the modulated class token; ablation of the reference code</source>
        <translation>ReeFL，调制类别 token 的公式；参考代码的消融</translation>
    </message>
    <message>
        <source>ReeFL, fine-tuning regimes</source>
        <translation>ReeFL，微调方案</translation>
    </message>
    <message>
        <source>ReeFL, reference code</source>
        <translation>ReeFL 参考代码</translation>
    </message>
    <message>
        <source>ReeFL, reference code (DepthFL with FedDyn)</source>
        <translation>ReeFL 参考代码（DepthFL 配合 FedDyn）</translation>
    </message>
    <message>
        <source>ReeFL: lowest running loss; the others are ablations of the reference code</source>
        <translation>ReeFL：滑动损失最低者；其余为参考代码的消融</translation>
    </message>
    <message>
        <source>ReeFL: mean; FedDyn and FedAdam ship with the reference code</source>
        <translation>ReeFL：平均；参考代码附带 FedDyn 与 FedAdam</translation>
    </message>
    <message>
        <source>ReeFL: none</source>
        <translation>ReeFL：无</translation>
    </message>
    <message>
        <source>ReeFL: w reaches 1 at the end of its schedule</source>
        <translation>ReeFL：w 在其调度结束时达到 1</translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill</source>
        <translation>CAFEDistill 参考代码</translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: 1 / (1 - 0.75)</source>
        <translation>CAFEDistill 参考代码：1 / (1 - 0.75)</translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: 2 for CIFAR-10, 10 for CIFAR-100</source>
        <translation>CAFEDistill 参考代码：CIFAR-10 为 2，CIFAR-100 为 10</translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: 75 / 25</source>
        <translation>CAFEDistill 参考代码：75 / 25</translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: ConvNet 3, ResNet-18 4</source>
        <translation>CAFEDistill 参考代码：ConvNet 为 3，ResNet-18 为 4</translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: Dirichlet</source>
        <translation>CAFEDistill 参考代码：Dirichlet</translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: after every stage</source>
        <translation>CAFEDistill 参考代码：每个阶段之后</translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: buffers are neither sent nor averaged</source>
        <translation>CAFEDistill 参考代码：缓冲量既不发送也不平均</translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: no padding</source>
        <translation>CAFEDistill 参考代码：无填充</translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: part of the shared backbone</source>
        <translation>CAFEDistill 参考代码：属于共享主干</translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: partition seed 1</source>
        <translation>CAFEDistill 参考代码：数据划分的随机种子为 1</translation>
    </message>
    <message>
        <source>Reference codes of CAFEDistill (linear) and DarkDistill (norm-linear on ViT)</source>
        <translation>CAFEDistill（linear）与 DarkDistill（ViT 上为 norm-linear）的参考代码</translation>
    </message>
    <message>
        <source>Reference parity</source>
        <translation>与参考代码一致</translation>
    </message>
    <message>
        <source>Replaces the last head</source>
        <translation>替换最后一个分类头</translation>
    </message>
    <message>
        <source>ResNet-18</source>
        <translation>ResNet-18</translation>
    </message>
    <message>
        <source>Rescaled so that early stages are not overrun</source>
        <translation>重新缩放，使较早的阶段不被淹没</translation>
    </message>
    <message>
        <source>Resolutions at which the image is kept; each halves the one before.</source>
        <translation>图像保留的分辨率数；每个为前一个的一半。</translation>
    </message>
    <message>
        <source>Reverse distillation</source>
        <translation>反向蒸馏</translation>
    </message>
    <message>
        <source>Ring</source>
        <translation>环</translation>
    </message>
    <message>
        <source>Root of every random draw; the same seed gives the same bits.</source>
        <translation>所有随机抽取的根；相同的随机种子给出逐位相同的结果。</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Rounds of the steps</source>
        <translation>阶梯所在轮</translation>
    </message>
    <message>
        <source>Rounds to full weight</source>
        <translation>达到全部权重的轮数</translation>
    </message>
    <message>
        <source>Rounds until mutual distillation has its full weight</source>
        <translation>互蒸馏达到全部权重所需的轮数</translation>
    </message>
    <message>
        <source>Rounds, cohorts and local training.</source>
        <translation>轮、参与组与本地训练。</translation>
    </message>
    <message>
        <source>Routing regulariser</source>
        <translation>路由正则项</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Running mean and variance are never sent</source>
        <translation>滑动均值与方差从不发送</translation>
    </message>
    <message>
        <source>Running mean and variance are sent and averaged</source>
        <translation>滑动均值与方差会发送并取平均</translation>
    </message>
    <message>
        <source>Samples per forward pass when testing.</source>
        <translation>测试时每次前向的样本数。</translation>
    </message>
    <message>
        <source>Samples per step of local training.</source>
        <translation>本地训练每步的样本数。</translation>
    </message>
    <message>
        <source>Scale and shift (SSF)</source>
        <translation>缩放与偏移（SSF）</translation>
    </message>
    <message>
        <source>ScaleFL</source>
        <translation>ScaleFL</translation>
    </message>
    <message>
        <source>ScaleFL, HeteroFL</source>
        <translation>ScaleFL、HeteroFL</translation>
    </message>
    <message>
        <source>ScaleFL, reference code</source>
        <translation>ScaleFL 参考代码</translation>
    </message>
    <message>
        <source>ScaleFL: .4,.55,.75,1 (BERT); .7,.7,.75,1 (ResNet-110); .65,.7,.85,1 (MSDNet)</source>
        <translation>ScaleFL：.4,.55,.75,1（BERT）；.7,.7,.75,1（ResNet-110）；.65,.7,.85,1（MSDNet）</translation>
    </message>
    <message>
        <source>ScaleFL: 0.05 (0 in the reference code&apos;s defaults)</source>
        <translation>ScaleFL：0.05（参考代码的默认值为 0）</translation>
    </message>
    <message>
        <source>Scaler</source>
        <translation>缩放器</translation>
    </message>
    <message>
        <source>Scales</source>
        <translation>尺度数</translation>
    </message>
    <message>
        <source>Scores are scaled by the whole attention width, as in the reference code.</source>
        <translation>注意力分数按整个注意力宽度缩放，与参考代码一致。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Self-distillation</source>
        <translation>自蒸馏</translation>
    </message>
    <message>
        <source>Self-distillation temperature</source>
        <translation>自蒸馏温度</translation>
    </message>
    <message>
        <source>Serial adapters</source>
        <translation>串行适配器</translation>
    </message>
    <message>
        <source>Server batch</source>
        <translation>服务器批</translation>
    </message>
    <message>
        <source>Server epochs</source>
        <translation>服务器周期</translation>
    </message>
    <message>
        <source>Server epochs per round: one generator step each, then the distillation steps.</source>
        <translation>每轮的服务器周期数：每个周期先执行一次生成器步，再执行蒸馏步。</translation>
    </message>
    <message>
        <source>Server step</source>
        <translation>服务器更新</translation>
    </message>
    <message>
        <source>Shallow exits first</source>
        <translation>浅层出口优先</translation>
    </message>
    <message>
        <source>Share of all clients that train in a round.</source>
        <translation>每轮参与训练的客户端占全部客户端的比例。</translation>
    </message>
    <message>
        <source>Share of each client&apos;s samples that it trains on; the rest is its test set.</source>
        <translation>每个客户端用于训练的样本比例；其余为其测试集。</translation>
    </message>
    <message>
        <source>Share of each client&apos;s training data that only chooses the teacher.</source>
        <translation>每个客户端训练数据中仅用于选择教师的比例。</translation>
    </message>
    <message>
        <source>Share of each client&apos;s training part kept for fixing exit thresholds; 0 for none.</source>
        <translation>每个客户端的训练部分中留作确定出口阈值的比例；0 表示不留。</translation>
    </message>
    <message>
        <source>Share of each tier</source>
        <translation>各档位份额</translation>
    </message>
    <message>
        <source>Share of earlier exits</source>
        <translation>较早出口的份额</translation>
    </message>
    <message>
        <source>Share of the channels that each device tier holds, weakest first, such as 0.125,0.25,0.5,1; empty: half per tier down.</source>
        <translation>各设备档位持有的通道份额，由弱到强，如 0.125,0.25,0.5,1；留空：每降一档减半。</translation>
    </message>
    <message>
        <source>Share of the channels that each device tier holds, weakest first, such as 0.4,0.55,0.75,1; empty for the published ones.</source>
        <translation>各设备档位持有的通道比例，从最弱档位起，例如 0.4,0.55,0.75,1；留空则采用发表的比例。</translation>
    </message>
    <message>
        <source>Share of the clients in each tier.</source>
        <translation>各档位的客户端占比。</translation>
    </message>
    <message>
        <source>Share of the inputs of the low-rank update that is zeroed while training.</source>
        <translation>训练时低秩更新的输入中被置零的比例。</translation>
    </message>
    <message>
        <source>Share of the larger level&apos;s last update in the update of a level&apos;s last stage; 0 passes nothing down</source>
        <translation>某级最后一个阶段的更新中，上一级更大模型的上次更新所占比例；0 表示不向下传递</translation>
    </message>
    <message>
        <source>Share of the loss with which the last exit teaches the earlier ones; 0 for none.</source>
        <translation>由最后出口教授前面各出口的损失所占比例；0 表示不用。</translation>
    </message>
    <message>
        <source>Share of the rounds that is trained on labels alone.</source>
        <translation>仅用标签训练的轮数占比。</translation>
    </message>
    <message>
        <source>Share p of the channels that each device tier can hold, weakest first, such as 0.25,0.5,0.75,1; empty: in even steps.</source>
        <translation>各设备档位可持有的通道比例 p，从最弱档位起，例如 0.25,0.5,0.75,1；留空则等间隔取值。</translation>
    </message>
    <message>
        <source>Shared backbone, personal heads</source>
        <translation>共享主干，个性化分类头</translation>
    </message>
    <message>
        <source>Shares as given</source>
        <translation>按给定比例</translation>
    </message>
    <message>
        <source>Sharp weights, sharper with more samples</source>
        <translation>权重尖锐，样本越多越尖锐</translation>
    </message>
    <message>
        <source>Shuffled</source>
        <translation>随机打乱</translation>
    </message>
    <message>
        <source>Side of the square patches that the image is cut into; must divide the image.</source>
        <translation>图像切分成的方形图块的边长；须能整除图像边长。</translation>
    </message>
    <message>
        <source>Size of a random subset of the data set; 0 uses all of it.</source>
        <translation>数据集随机子集的大小；0 表示使用全部样本。</translation>
    </message>
    <message>
        <source>Size of the fixed batch on which conflict is measured.</source>
        <translation>用于测量冲突的固定批的大小。</translation>
    </message>
    <message>
        <source>Smallest database; no thresholds, budgets or calibration</source>
        <translation>数据库最小；无阈值、预算和校准</translation>
    </message>
    <message>
        <source>Smooth-L1 between the cosines of the angles of all triples.</source>
        <translation>所有三元组夹角余弦之间的 Smooth-L1。</translation>
    </message>
    <message>
        <source>Smooth-L1 between the distance matrices of student and teacher features, each divided by its mean.</source>
        <translation>学生与教师特征的距离矩阵之间的 Smooth-L1，各矩阵先除以自身均值。</translation>
    </message>
    <message>
        <source>Softens teacher and student before they are compared</source>
        <translation>比较前软化教师与学生的输出</translation>
    </message>
    <message>
        <source>Softens teacher and student before they are compared.</source>
        <translation>比较前软化教师与学生的输出。</translation>
    </message>
    <message>
        <source>Softens the answers before they are compared; the loss is multiplied by its square.</source>
        <translation>比较前软化各出口的输出；损失再乘以其平方。</translation>
    </message>
    <message>
        <source>Softens the features before they are compared.</source>
        <translation>比较前软化特征。</translation>
    </message>
    <message>
        <source>Softens the last exit&apos;s answers before they are taught.</source>
        <translation>在用于教学之前软化最后出口的输出。</translation>
    </message>
    <message>
        <source>Speed of each tier</source>
        <translation>各档位的速度</translation>
    </message>
    <message>
        <source>Speed of the connection in each direction, weakest first; the last one repeats.</source>
        <translation>每个方向的连接速度，从最弱档位起；最后一个值重复使用。</translation>
    </message>
    <message>
        <source>Split the client&apos;s data</source>
        <translation>拆分客户端数据</translation>
    </message>
    <message>
        <source>Squared difference</source>
        <translation>平方差</translation>
    </message>
    <message>
        <source>Squared norm</source>
        <translation>范数平方</translation>
    </message>
    <message>
        <source>Stage numbers such as 1,3,4, one per exit, the last being the last stage; empty spreads them evenly.</source>
        <translation>阶段编号，例如 1,3,4，每个出口一个，最后一个须为最后阶段；留空则均匀分布。</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>阶段数</translation>
    </message>
    <message>
        <source>Stages count from 1. Numbers must ascend, and the last must be the last stage. Empty: exit k of m lies after stage ceil(k S / m) of S. An early exit is cheap and weak; where exits are close together the later one saves little.</source>
        <translation>阶段从 1 开始编号。编号须递增，且最后一个须为最后阶段。留空：m 个出口中的第 k 个位于 S 个阶段中的第 ceil(k S / m) 个之后。靠前的出口开销低但能力弱；相邻出口过近时，后一个的收益很小。</translation>
    </message>
    <message>
        <source>Start afresh</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Start from the common backbone</source>
        <translation>从公共主干开始</translation>
    </message>
    <message>
        <source>Stay with the client</source>
        <translation>留在客户端</translation>
    </message>
    <message>
        <source>Stay with the client (FedBN)</source>
        <translation>留在客户端（FedBN）</translation>
    </message>
    <message>
        <source>Step size of local SGD in the first round.</source>
        <translation>本地 SGD 在第一轮的步长。</translation>
    </message>
    <message>
        <source>Step size of the server.</source>
        <translation>服务器的步长。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>阶梯式</translation>
    </message>
    <message>
        <source>Steps of distillation per server epoch.</source>
        <translation>每个服务器周期的蒸馏步数。</translation>
    </message>
    <message>
        <source>Steps of the server in every round and for every level; 0 leaves the average as it is</source>
        <translation>每轮中服务器对每一级执行的步数；0 表示保持平均结果不变</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>停止运行</translation>
    </message>
    <message>
        <source>Stops after this many steps without gain on public samples kept aside; 0 makes all steps</source>
        <translation>在留出的公共样本上连续这么多步无改进时停止；0 表示执行全部步数</translation>
    </message>
    <message>
        <source>Strength of FedDyn</source>
        <translation>FedDyn 强度</translation>
    </message>
    <message>
        <source>Strength of the dynamic regularisation.</source>
        <translation>动态正则化的强度。</translation>
    </message>
    <message>
        <source>Strength of the low-rank update: it is multiplied by alpha / rank.</source>
        <translation>低秩更新的强度：乘以 alpha / rank。</translation>
    </message>
    <message>
        <source>Sub-models by depth whose exits teach each other</source>
        <translation>按深度划分子模型，其各出口互相教学</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>求和</translation>
    </message>
    <message>
        <source>T^2 KL of the softmax over feature channels</source>
        <translation>特征通道上 softmax 的 T^2 KL</translation>
    </message>
    <message>
        <source>T^2 KL(softmax(g / T) || softmax(f / T)). The factor T^2 keeps gradients at one scale; for small differences T hardly matters.</source>
        <translation>T^2 KL(softmax(g / T) || softmax(f / T))。因子 T^2 使梯度保持同一尺度；差异较小时 T 几乎没有影响。</translation>
    </message>
    <message>
        <source>T^2 KL(softmax(z_teacher / T) || softmax(z / T)), sum over classes, mean over the batch.</source>
        <translation>T^2 KL(softmax(z_teacher / T) || softmax(z / T))，对类别求和，对批取均值。</translation>
    </message>
    <message>
        <source>Teacher during local epochs</source>
        <translation>本地周期中的教师</translation>
    </message>
    <message>
        <source>Teacher head</source>
        <translation>教师分类头</translation>
    </message>
    <message>
        <source>Teacher sharing</source>
        <translation>教师共享程度</translation>
    </message>
    <message>
        <source>Teacher&apos;s gradient</source>
        <translation>教师的梯度</translation>
    </message>
    <message>
        <source>Teaching exits</source>
        <translation>教学出口</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Template: FedProx-EE</source>
        <translation>模板：FedProx-EE</translation>
    </message>
    <message>
        <source>Test samples</source>
        <translation>测试样本</translation>
    </message>
    <message>
        <source>Test samples come from the data set&apos;s own test part</source>
        <translation>测试样本取自数据集自带的测试集</translation>
    </message>
    <message>
        <source>Tested model</source>
        <translation>测试所用模型</translation>
    </message>
    <message>
        <source>The angles of all triples among the teacher exit&apos;s samples are compared: cost and memory grow with the cube.</source>
        <translation>比较教师出口样本中所有三元组的夹角：计算量与内存按三次方增长。</translation>
    </message>
    <message>
        <source>The budgeted exit policy needs samples that were neither trained on nor tested on to turn a budget into thresholds. This share of each client&apos;s training part is set aside for that. With 0 all of it is trained on, as in the paper&apos;s accuracy tables, and budgeted thresholds are not available.</source>
        <translation>带预算的出口策略需要既未用于训练也未用于测试的样本，才能将预算换算为阈值。为此从每个客户端的训练集中留出这一比例。设为 0 则全部用于训练，与论文的准确率表格一致，此时无法使用按预算得出的阈值。</translation>
    </message>
    <message>
        <source>The built-in glyphs need no files and train in seconds; every image carries the difficulty it was drawn with, so that one can see whether easy images leave early. The others are read from the data folder in the layout in which they are published; `exitlab-cli datasets check` says what is missing. Pixels are scaled to [0, 1] and normalised as (x - 0.5) / 0.5 per channel, without augmentation.</source>
        <translation>内置字形图像不需要任何文件，数秒即可完成训练；每幅图像都带有绘制时的难度，因此可以观察容易的图像是否提前离开。其余数据集按其发布时的目录结构从数据文件夹读取；`exitlab-cli datasets check` 会指出缺少什么。像素缩放到 [0, 1]，并按通道以 (x - 0.5) / 0.5 归一化，不做数据增强。</translation>
    </message>
    <message>
        <source>The classes are equally frequent. Training time grows in proportion; more images raise the accuracy of the deeper exits first.</source>
        <translation>各类别频率相等。训练时间按比例增长；图像增多时，首先提高较深出口的准确率。</translation>
    </message>
    <message>
        <source>The classifier that all exits share.</source>
        <translation>所有出口共享的分类器。</translation>
    </message>
    <message>
        <source>The classifier that stands at each exit.</source>
        <translation>位于每个出口处的分类器。</translation>
    </message>
    <message>
        <source>The clean rule, or the reference code&apos;s behaviour to the letter</source>
        <translation>清晰的规则，或与参考代码逐字一致的行为</translation>
    </message>
    <message>
        <source>The client&apos;s deepest exit, as in ScaleFL</source>
        <translation>客户端的最深出口，与 ScaleFL 相同</translation>
    </message>
    <message>
        <source>The clients before and after in the order of their numbers</source>
        <translation>按编号顺序的前后相邻客户端</translation>
    </message>
    <message>
        <source>The clients with the least total conflict</source>
        <translation>总冲突最小的客户端</translation>
    </message>
    <message>
        <source>The cohort has max(1, floor(participation x clients)) clients, drawn without replacement; everyone is evaluated. A small share costs less per round and lets personal parts grow stale between a client&apos;s turns.</source>
        <translation>参与组包含 max(1, floor(participation x clients)) 个客户端，不放回抽取；评估则针对所有客户端。比例小时每轮开销更低，但客户端的个性化部分在两次参与之间会变得陈旧。</translation>
    </message>
    <message>
        <source>The cosine schedule does not go below this.</source>
        <translation>余弦调度的学习率不会低于此值。</translation>
    </message>
    <message>
        <source>The cost of a convolution grows with the square of the size. The default ConvNet without padding needs at least 22 pixels for its three stages.</source>
        <translation>卷积的开销随尺寸的平方增长。不带填充的默认 ConvNet 有三个阶段，至少需要 22 像素。</translation>
    </message>
    <message>
        <source>The divergence changes the last exit as well, as in the reference code</source>
        <translation>该散度同时改变最后出口，与参考代码相同</translation>
    </message>
    <message>
        <source>The divergence is summed over classes and averaged over the batch. The reference code averages over classes too, which makes its distillation weaker by the number of classes C: its gamma corresponds to gamma / C here.</source>
        <translation>散度对类别求和、对批取平均。参考代码对类别也取平均，使其蒸馏减弱为类别数 C 分之一：其 gamma 相当于此处的 gamma / C。</translation>
    </message>
    <message>
        <source>The draw is repeated until every client has this many samples.</source>
        <translation>重复抽取，直到每个客户端都有这么多样本。</translation>
    </message>
    <message>
        <source>The exit with the lowest loss on a held-out batch</source>
        <translation>在留出批上损失最低的出口</translation>
    </message>
    <message>
        <source>The exit with the lowest running training loss</source>
        <translation>滑动训练损失最低的出口</translation>
    </message>
    <message>
        <source>The federated learning method.</source>
        <translation>联邦学习方法。</translation>
    </message>
    <message>
        <source>The first clients are the weakest</source>
        <translation>编号靠前的客户端最弱</translation>
    </message>
    <message>
        <source>The largest</source>
        <translation>最大模型</translation>
    </message>
    <message>
        <source>The last exit teaches and does not learn from it</source>
        <translation>最后出口进行教学，但不从中学习</translation>
    </message>
    <message>
        <source>The last exit teaches while it keeps learning</source>
        <translation>最后出口边学习边教学</translation>
    </message>
    <message>
        <source>The last head as it was downloaded teaches, on the live features</source>
        <translation>由下载时的最后分类头在当前特征上进行教学</translation>
    </message>
    <message>
        <source>The last layer has width x size of the latent weights. It barely matters: 64.6 to 65.7 % over 64 to 512 units in the author&apos;s logs.</source>
        <translation>最后一层的参数量为宽度 x 隐特征大小。影响很小：作者日志中 64 到 512 个单元对应 64.6 到 65.7 %。</translation>
    </message>
    <message>
        <source>The last, smaller batch of an epoch is used as well. A size above a client&apos;s number of training samples means one step per epoch on all of them.</source>
        <translation>一个周期中最后不足一批的样本也会使用。若批大小超过客户端的训练样本数，则每个周期只有一步，使用全部样本。</translation>
    </message>
    <message>
        <source>The levels&apos; models are distilled, then averaged block by block</source>
        <translation>先对各级模型进行蒸馏，再逐块平均</translation>
    </message>
    <message>
        <source>The method and its own settings.</source>
        <translation>方法及其自身的设置。</translation>
    </message>
    <message>
        <source>The method&apos;s own</source>
        <translation>方法自带</translation>
    </message>
    <message>
        <source>The mixed head becomes the client&apos;s last head, as published</source>
        <translation>混合分类头成为客户端的最后分类头，与发表的方法一致</translation>
    </message>
    <message>
        <source>The mixed head only teaches; the client keeps its own last head</source>
        <translation>混合分类头仅用于教学；客户端保留自己的最后分类头</translation>
    </message>
    <message>
        <source>The multi-exit network.</source>
        <translation>多出口网络。</translation>
    </message>
    <message>
        <source>The network that every client trains; each stage can end in an exit.</source>
        <translation>每个客户端训练的网络；每个阶段都可以以一个出口结束。</translation>
    </message>
    <message>
        <source>The paper wants samples on the common network unless the personal one helps. The authors&apos; code indexes the other probability in places; local shows what that does.</source>
        <translation>论文希望样本走公共网络，除非个性化网络更有帮助。作者代码在若干处取了另一个概率的索引；local 可展示其效果。</translation>
    </message>
    <message>
        <source>The paper&apos;s L_BSD(P_g, P_b) is read as the divergence of softmax features</source>
        <translation>将论文中的 L_BSD(P_g, P_b) 理解为 softmax 特征之间的散度</translation>
    </message>
    <message>
        <source>The paper&apos;s anytime network has 4 and then 2 per stage (7 stages, even); its budgeted one 1, growing by 1 (5 stages, linear).</source>
        <translation>论文的任意时刻（anytime）网络首个阶段有 4 层，之后每阶段 2 层（7 个阶段，even）；带预算的网络首个阶段 1 层，之后逐阶段加 1（5 个阶段，linear）。</translation>
    </message>
    <message>
        <source>The reference code never rebuilds a client&apos;s optimizer, so momentum from its last turn pushes in its next one. reset is what most other simulators do and needs no memory per client.</source>
        <translation>参考代码从不重建客户端的优化器，因此上次参与时的动量会延续到下一次。reset 是多数其他模拟器的做法，且无需为每个客户端占用内存。</translation>
    </message>
    <message>
        <source>The reference code repeats the whole draw until every client has at least min(b / (1 - train_share), N / n / 2) samples, with N samples, n clients and a constant b = 1, which gives 4 at a training share of 0.75: one test sample at least. The second bound always applies. At most 200 draws are made; a request that none of them satisfies is refused with the feasible range.</source>
        <translation>参考代码重复整个抽取过程，直到每个客户端至少有 min(b / (1 - train_share), N / n / 2) 个样本，其中 N 为样本数，n 为客户端数，常数 b = 1；训练比例为 0.75 时该值为 4，即至少一个测试样本。第二个限值始终有效。最多抽取 200 次；若均不满足，则拒绝该请求并给出可行范围。</translation>
    </message>
    <message>
        <source>The reference code takes the norm without its square and adds it to the loss of every exit; FedProx (MLSys 2020) takes the square once.</source>
        <translation>参考代码使用未平方的范数，并将其加到每个出口的损失中；FedProx（MLSys 2020）只加一次平方范数。</translation>
    </message>
    <message>
        <source>The reference code trains 1000 rounds. A run of 50 rounds never reaches more than w = 0.03 with H = 300: take about a third of the rounds.</source>
        <translation>参考代码训练 1000 轮。H = 300 时，50 轮的运行中 w 始终不超过 0.03：建议取总轮数的约三分之一。</translation>
    </message>
    <message>
        <source>The reference code&apos;s index quirks, for comparison with it</source>
        <translation>参考代码的索引特殊行为，用于与其对照</translation>
    </message>
    <message>
        <source>The regulariser rewards the common network</source>
        <translation>正则项奖励公共网络</translation>
    </message>
    <message>
        <source>The routing network reads the flattened sample, so its first layer is the largest part of what it adds to the traffic. After the hidden layers there is one linear layer to 2 per stage.</source>
        <translation>路由网络读取展平后的样本，因此其第一层占它所增加通信量的最大部分。隐藏层之后，每个阶段有一个输出维数为 2 的线性层。</translation>
    </message>
    <message>
        <source>The run stops after the round in which it happens; what it did is kept</source>
        <translation>运行在发散所在的轮结束后停止；已完成的结果予以保留</translation>
    </message>
    <message>
        <source>The same in every round</source>
        <translation>每轮相同</translation>
    </message>
    <message>
        <source>The same samples in every round; batches of them come in turn, one per step.</source>
        <translation>每轮使用相同的样本；按批依次取用，每步一批。</translation>
    </message>
    <message>
        <source>The sign is turned: it rewards the personal network</source>
        <translation>符号取反：奖励个性化网络</translation>
    </message>
    <message>
        <source>The step that helps the worst exit most, near the mean</source>
        <translation>在均值附近选取对最差出口帮助最大的更新方向</translation>
    </message>
    <message>
        <source>The teacher&apos;s last exit, with its own samples</source>
        <translation>教师的最后出口，使用其自身的样本</translation>
    </message>
    <message>
        <source>The token of a stage is a linear map of its pooled output to this width.</source>
        <translation>阶段的 token 由其池化输出线性映射到此宽度得到。</translation>
    </message>
    <message>
        <source>The trunk keeps its initial values and never travels</source>
        <translation>主干保持初始值，且从不传输</translation>
    </message>
    <message>
        <source>The weights become one-hot. A learnt matching then gets no gradient.</source>
        <translation>权重变为 one-hot。此时可学习的匹配得不到梯度。</translation>
    </message>
    <message>
        <source>The widest network that the device holds teaches the drawn one.</source>
        <translation>由设备所持有的最宽网络教授抽取到的网络。</translation>
    </message>
    <message>
        <source>Their input D is 0 and L_diff is left out; matching still uses the drawn D.</source>
        <translation>其输入 D 为 0，并去掉 L_diff；匹配仍使用抽取的 D。</translation>
    </message>
    <message>
        <source>Three convolutions with batch normalisation before pooling</source>
        <translation>池化前为三个带批归一化的卷积</translation>
    </message>
    <message>
        <source>Thresholds, budgets, calibration and what-if questions are answered from these records without running the network again.</source>
        <translation>阈值、预算、校准与假设分析均由这些记录得出，无需再次运行网络。</translation>
    </message>
    <message>
        <source>Tiers of clients</source>
        <translation>客户端的档位</translation>
    </message>
    <message>
        <source>Tokens are projected to this width for queries, keys and values. Must be a multiple of the module&apos;s attention heads.</source>
        <translation>token 投影到此宽度以得到查询、键和值。须为模块注意力头数的倍数。</translation>
    </message>
    <message>
        <source>Train the backbone on the whole loss, then the heads alone on labels.</source>
        <translation>先以完整损失训练主干，再仅用标签训练分类头。</translation>
    </message>
    <message>
        <source>Train the local branch on one half of the samples, routing and global branch on the other.</source>
        <translation>用一半样本训练本地分支，用另一半训练路由网络与全局分支。</translation>
    </message>
    <message>
        <source>Trained scale and shift are personal</source>
        <translation>训练得到的缩放与偏移参数为个性化参数</translation>
    </message>
    <message>
        <source>Trained scale and shift are shared like other weights</source>
        <translation>训练得到的缩放与偏移参数与其他权重一样共享</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Training and test parts together; each client splits</source>
        <translation>训练集与测试集合并；由各客户端自行划分</translation>
    </message>
    <message>
        <source>Training policy</source>
        <translation>训练策略</translation>
    </message>
    <message>
        <source>Training samples that the server has without labels; no client has them then.</source>
        <translation>服务器持有的不带标签的训练样本；此时任何客户端都不持有这些样本。</translation>
    </message>
    <message>
        <source>Training share</source>
        <translation>训练比例</translation>
    </message>
    <message>
        <source>Transformer layers of the recurrent module.</source>
        <translation>循环模块的 Transformer 层数。</translation>
    </message>
    <message>
        <source>Two phases of training.local_epochs each. In the second the backbone rests, its running statistics included. Off: backbone and heads together, as the loss is written.</source>
        <translation>分前后两步，各含 training.local_epochs 个周期。第二步中主干保持不动，其滑动统计量也不更新。关闭：按损失的写法同时训练主干与分类头。</translation>
    </message>
    <message>
        <source>Two thirds of a block&apos;s parameters lie there at the usual 4.</source>
        <translation>取常用值 4 时，一个块的参数有三分之二位于此处。</translation>
    </message>
    <message>
        <source>USPS</source>
        <translation>USPS</translation>
    </message>
    <message>
        <source>Until then the last exit has little to teach.</source>
        <translation>在此之前，最后出口没有多少可教的内容。</translation>
    </message>
    <message>
        <source>Use only</source>
        <translation>仅使用</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>验证集比例</translation>
    </message>
    <message>
        <source>Vision transformer (ViT)</source>
        <translation>视觉 Transformer（ViT）</translation>
    </message>
    <message>
        <source>Weaker devices hold a narrower and shallower network</source>
        <translation>较弱设备持有更窄、更浅的网络</translation>
    </message>
    <message>
        <source>Weaker devices hold a narrower network with all exits</source>
        <translation>较弱设备持有更窄但包含全部出口的网络</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Weight decay of distillation</source>
        <translation>蒸馏的权重衰减</translation>
    </message>
    <message>
        <source>Weight decay of the students&apos; SGD on the server.</source>
        <translation>服务器上学生 SGD 的权重衰减。</translation>
    </message>
    <message>
        <source>Weight of angles</source>
        <translation>角度项权重</translation>
    </message>
    <message>
        <source>Weight of distances</source>
        <translation>距离项权重</translation>
    </message>
    <message>
        <source>Weight of each exit</source>
        <translation>各出口的权重</translation>
    </message>
    <message>
        <source>Weight of teaching</source>
        <translation>教学权重</translation>
    </message>
    <message>
        <source>Weight of the distillation from a client&apos;s last exit into its earlier ones; 0: none.</source>
        <translation>由客户端最后出口向前面各出口蒸馏的权重；0：不用。</translation>
    </message>
    <message>
        <source>Weight of the exit distillation against the task loss</source>
        <translation>出口蒸馏相对于任务损失的权重</translation>
    </message>
    <message>
        <source>Weight of the relational loss on angles.</source>
        <translation>角度关系损失的权重。</translation>
    </message>
    <message>
        <source>Weight of the relational loss on pairwise distances.</source>
        <translation>成对距离关系损失的权重。</translation>
    </message>
    <message>
        <source>Weight of the term that favours one of the two branches; 0 for none.</source>
        <translation>偏向两个分支之一的项的权重；0 表示不用。</translation>
    </message>
    <message>
        <source>Weights of clients</source>
        <translation>客户端权重</translation>
    </message>
    <message>
        <source>Weights of exits</source>
        <translation>出口权重</translation>
    </message>
    <message>
        <source>Weights of holders</source>
        <translation>持有者权重</translation>
    </message>
    <message>
        <source>Weights that do not depend on the batch</source>
        <translation>权重不依赖于批</translation>
    </message>
    <message>
        <source>What ExitLab was made for</source>
        <translation>ExitLab 的设计初衷</translation>
    </message>
    <message>
        <source>What becomes of the head that the server mixed for a client</source>
        <translation>服务器为客户端混合的分类头如何处理</translation>
    </message>
    <message>
        <source>What happens to the running statistics of batch normalisation.</source>
        <translation>如何处理批归一化的滑动统计量。</translation>
    </message>
    <message>
        <source>What is called different between two features.</source>
        <translation>如何衡量两个特征之间的差异。</translation>
    </message>
    <message>
        <source>What is done where gradients of different exits disagree.</source>
        <translation>不同出口的梯度不一致时如何处理。</translation>
    </message>
    <message>
        <source>What is measured and how often.</source>
        <translation>测量什么，以及测量的频率。</translation>
    </message>
    <message>
        <source>What is trained</source>
        <translation>训练范围</translation>
    </message>
    <message>
        <source>What the clients run on. Times are simulated, never waited for.</source>
        <translation>客户端的运行设备。时间均为模拟，从不实际等待。</translation>
    </message>
    <message>
        <source>What the server does with the mean over the clients that hold an element.</source>
        <translation>服务器如何处理持有某元素的客户端的均值。</translation>
    </message>
    <message>
        <source>What to do when a loss is no longer finite.</source>
        <translation>损失不再是有限值时如何处理。</translation>
    </message>
    <message>
        <source>When the loss diverges</source>
        <translation>损失发散时</translation>
    </message>
    <message>
        <source>Where the regulariser pushes samples that could go either way.</source>
        <translation>对于两可的样本，正则项将其推向何处。</translation>
    </message>
    <message>
        <source>Where the test samples of a client come from.</source>
        <translation>客户端的测试样本从何而来。</translation>
    </message>
    <message>
        <source>Whether a client&apos;s momentum persists over rounds.</source>
        <translation>客户端的动量是否跨轮保留。</translation>
    </message>
    <message>
        <source>Whether an exit corrects the exits before it.</source>
        <translation>出口是否修正其前面的出口。</translation>
    </message>
    <message>
        <source>Whether blocks are averaged before or after distillation.</source>
        <translation>各块在蒸馏之前还是之后平均。</translation>
    </message>
    <message>
        <source>Whether convolutions of the ConvNet keep the image size.</source>
        <translation>ConvNet 的卷积是否保持图像尺寸。</translation>
    </message>
    <message>
        <source>Whether distillation also changes the exit that teaches.</source>
        <translation>蒸馏是否也改变进行教学的出口。</translation>
    </message>
    <message>
        <source>Whether exits have heads of their own or share one recurrent module.</source>
        <translation>各出口有各自的分类头，还是共享一个循环模块。</translation>
    </message>
    <message>
        <source>Whether gradients are balanced where exits leave the trunk.</source>
        <translation>在出口离开主干处是否平衡梯度。</translation>
    </message>
    <message>
        <source>Whether scale and shift of batch normalisation are shared or personal.</source>
        <translation>批归一化的缩放与偏移参数为共享还是个性化。</translation>
    </message>
    <message>
        <source>Whether the module&apos;s token goes back into the trunk.</source>
        <translation>模块的 token 是否送回主干。</translation>
    </message>
    <message>
        <source>Whether the teacher keeps learning during the local epochs</source>
        <translation>教师在本地周期中是否继续学习</translation>
    </message>
    <message>
        <source>Which exits learn</source>
        <translation>参与学习的出口</translation>
    </message>
    <message>
        <source>Which exits of the smaller model teach.</source>
        <translation>较小模型的哪些出口进行教学。</translation>
    </message>
    <message>
        <source>Which images there are and which client owns them.</source>
        <translation>有哪些图像，以及归哪个客户端所有。</translation>
    </message>
    <message>
        <source>Which level&apos;s model answers at an exit in a test</source>
        <translation>测试时由哪一级的模型在出口处作答</translation>
    </message>
    <message>
        <source>Which of a client&apos;s exits teaches its other exits.</source>
        <translation>客户端的哪个出口教授其他出口。</translation>
    </message>
    <message>
        <source>Which parameters are trained; only those travel.</source>
        <translation>训练哪些参数；仅这些参数会传输。</translation>
    </message>
    <message>
        <source>Which sub-model is trained: 1 is the smallest, 0 stands for the largest</source>
        <translation>训练哪个子模型：1 为最小，0 表示最大</translation>
    </message>
    <message>
        <source>Who teaches</source>
        <translation>由谁教学</translation>
    </message>
    <message>
        <source>Who teaches whom on the server.</source>
        <translation>服务器上由谁教授谁。</translation>
    </message>
    <message>
        <source>Whose models a client receives.</source>
        <translation>客户端接收谁的模型。</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Width and height of a glyph.</source>
        <translation>字形图像的宽度与高度。</translation>
    </message>
    <message>
        <source>Width of each level</source>
        <translation>各级宽度</translation>
    </message>
    <message>
        <source>Width of the recurrent module&apos;s attention, over all its heads.</source>
        <translation>循环模块注意力的宽度，为所有头的总和。</translation>
    </message>
    <message>
        <source>Width of the tokens where the network has no class token (CNN, MLP).</source>
        <translation>网络没有类别 token（CNN、MLP）时 token 的宽度。</translation>
    </message>
    <message>
        <source>Widths of the routing network&apos;s hidden layers, separated by commas.</source>
        <translation>路由网络各隐藏层的宽度，以逗号分隔。</translation>
    </message>
    <message>
        <source>With 0.99 the rate halves about every 69 rounds.</source>
        <translation>取 0.99 时，学习率约每 69 轮减半。</translation>
    </message>
    <message>
        <source>With alpha = 0.1 most clients hold two or three classes, with 1 most classes in uneven amounts, with 100 nearly equal mixtures. The paper reports 0.1 and 0.3.</source>
        <translation>alpha = 0.1 时多数客户端持有两到三个类别；为 1 时持有大多数类别但数量不均；为 100 时各类别混合比例几乎相等。论文报告了 0.1 和 0.3。</translation>
    </message>
    <message>
        <source>With some 16 samples the sum makes the softmax nearly one-hot.</source>
        <translation>样本数约为 16 时，求和使 softmax 接近 one-hot。</translation>
    </message>
    <message>
        <source>Without momentum, on the stages only: the generated features enter behind the stem, and features are compared before the classifiers.</source>
        <translation>不带动量，仅作用于各阶段：生成的特征从干层之后输入，特征在分类器之前比较。</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>工作线程</translation>
    </message>
    <message>
        <source>ablation of the paper</source>
        <translation>论文的消融实验</translation>
    </message>
    <message>
        <source>ablation of the reference&apos;s figure (w/o DC)</source>
        <translation>参考工作图中的消融实验（w/o DC）</translation>
    </message>
    <message>
        <source>ablation of the reference&apos;s figure (w/o DI)</source>
        <translation>参考工作图中的消融实验（w/o DI）</translation>
    </message>
    <message>
        <source>ablation of the reference&apos;s figure (w/o RKD)</source>
        <translation>参考工作图中的消融实验（w/o RKD）</translation>
    </message>
    <message>
        <source>after: reference code</source>
        <translation>after：参考代码</translation>
    </message>
    <message>
        <source>alpha of FedDyn; a larger one keeps clients closer to the server&apos;s weights and makes h follow more slowly.</source>
        <translation>FedDyn 的 alpha；取值越大，客户端越贴近服务器权重，h 的跟随越慢。</translation>
    </message>
    <message>
        <source>balanced gives every client about the same number of samples. random lets the amounts differ, as between real devices; methods that weigh clients by their number of samples then differ from those that count them equally.</source>
        <translation>balanced 使各客户端的样本数大致相同。random 允许数量不同，如同真实设备之间；此时按样本数加权客户端的方法与等权对待客户端的方法会有差异。</translation>
    </message>
    <message>
        <source>base: sum_k CE(z_k, y). boosted: out_k = z_k + sg[E_k], E_1 = 0, E_{k+1} = r (z_k + E_k), and gradient equilibrium; out_k is also what is tested and what the server works with. l2w: sum_k mean_i w_ik CE_ik with w = 1 + 0.8 (v - mean v), v from a tanh network of 500 hidden units on a sample&apos;s losses, which stays at the client and learns every 10 batches that the other half of the batch does better when each sample leaves at its quota&apos;s exit. The reference&apos;s logs show l2w collapsing at times. base and l2w leave the settings of training as they are.</source>
        <translation>base：sum_k CE(z_k, y)。boosted：out_k = z_k + sg[E_k]，E_1 = 0，E_{k+1} = r (z_k + E_k)，并采用梯度均衡；测试和服务器所用的也是 out_k。l2w：sum_k mean_i w_ik CE_ik，其中 w = 1 + 0.8 (v - mean v)，v 由一个含 500 个隐藏单元的 tanh 网络根据样本的各项损失给出；该网络留在客户端，每 10 批学习一次，目标是每个样本按配额从对应出口离开时，批的另一半表现更好。参考工作的日志显示 l2w 有时会崩溃。base 和 l2w 不改变训练部分的设置。</translation>
    </message>
    <message>
        <source>before: every level keeps a model of its own, which its clients start the next round from; the largest one is tested.</source>
        <translation>before：每一级保留自己的模型，其客户端下一轮从该模型开始；测试的是最大的模型。</translation>
    </message>
    <message>
        <source>boosted in the main experiments of DarkDistill&apos;s reference code</source>
        <translation>DarkDistill 参考代码的主要实验使用 boosted</translation>
    </message>
    <message>
        <source>boosted: out_k = z_k + sg[E_k], E_1 = 0, E_{k+1} = r (z_k + E_k). Exits then divide the work instead of repeating it; outputs are used like this in training and in tests.</source>
        <translation>boosted：out_k = z_k + sg[E_k]，E_1 = 0，E_{k+1} = r (z_k + E_k)。各出口由此分担工作，而不是重复工作；训练与测试都这样使用输出。</translation>
    </message>
    <message>
        <source>c_i = sum_j min(s_ij, 0). one-shot takes the largest c_i, ties by the row sum of s, then at random. greedy starts with the largest row sum and adds the client most similar on average to the chosen ones.</source>
        <translation>c_i = sum_j min(s_ij, 0)。one-shot 选取 c_i 最大者，相同时按 s 的行和，再相同则随机。greedy 从行和最大者开始，逐个加入与已选客户端平均相似度最高的客户端。</translation>
    </message>
    <message>
        <source>channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>continue keeps a diverged method comparable in a race; stop saves time in a sweep.</source>
        <translation>continue 使已发散的方法在对比运行中仍可比较；stop 在参数扫描中节省时间。</translation>
    </message>
    <message>
        <source>convnet: the paper&apos;s network for CIFAR-10, three stages of one convolution.
resnet18: the paper&apos;s network for CIFAR-100; about eighteen times the multiply-adds of the paper&apos;s ConvNet, so plan hours on a CPU.
msdnet: multi-scale dense network; every exit sees the whole image at a coarse scale, so early exits do not spoil later ones. Its classifiers have two convolutions.
mlp: for quick trials and lessons.
vit: the image is cut into patches, each a token; a class token collects what the exits answer from. The network of ReeFL and DarkDistill; it shows its strength with pretrained weights (model.weights) and learns slowly without.
An exit is global average pooling (of images) or the class token (ViT) and a classifier.</source>
        <translation>convnet：论文用于 CIFAR-10 的网络，三个阶段，每阶段一个卷积。
resnet18：论文用于 CIFAR-100 的网络；乘加次数约为论文 ConvNet 的十八倍，因此在 CPU 上需以小时计。
msdnet：多尺度稠密网络；每个出口都能以粗尺度看到整幅图像，因此靠前的出口不会损害靠后的出口。其分类器含两个卷积。
mlp：用于快速试验和教学。
vit：图像切分为图块，每块为一个 token；类别 token 汇集各出口作答所需的信息。ReeFL 和 DarkDistill 使用的网络；配合预训练权重（model.weights）才能发挥优势，否则学习缓慢。
出口由全局平均池化（图像）或类别 token（ViT）加一个分类器组成。</translation>
    </message>
    <message>
        <source>d = g_0 + c |g_0| g_w / |g_w|, divided by 1 + c^2.</source>
        <translation>d = g_0 + c |g_0| g_w / |g_w|，再除以 1 + c^2。</translation>
    </message>
    <message>
        <source>delta_e(x) = |D(x) - mu_e| / sum over exits, mu_e the mean difficulty of the samples that the quota gives student exit e; or tanh of a network of 100 hidden units on (D, mu_e, var_e), trained along with the students by Adam (0.001). Weights a = softmax over exits of -delta summed over the teacher exit&apos;s samples; an exit without samples gets 0.</source>
        <translation>delta_e(x) = |D(x) - mu_e|，再除以其在各出口上的和，mu_e 为配额分给学生出口 e 的样本的平均难度；或为一个含 100 个隐藏单元的网络在 (D, mu_e, var_e) 上的 tanh 输出，由 Adam（0.001）与学生一起训练。权重 a = 对教师出口样本求和后的 -delta 在各出口上的 softmax；没有样本的出口得 0。</translation>
    </message>
    <message>
        <source>distance in most main runs of the reference code (which feeds it an unrelated number for D; here it is D)</source>
        <translation>参考代码的多数主要运行使用 distance（其中给 D 的是一个无关的数；此处为真正的 D）</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>equilibrium: of K exits, exit e (from 0) sends 1/(K-e) of its gradient into the trunk, and what comes from above is multiplied by (K-e-1)/(K-e). Values do not change. It costs nothing.</source>
        <translation>equilibrium：共 K 个出口时，出口 e（从 0 起）将其梯度的 1/(K-e) 送入主干，来自更深处的梯度乘以 (K-e-1)/(K-e)。前向数值不变。没有额外开销。</translation>
    </message>
    <message>
        <source>evaluations</source>
        <translation>次评估</translation>
    </message>
    <message>
        <source>even: each later stage has this many. linear: stage i has step (i - 1) + 1.</source>
        <translation>even：后续每个阶段都有这么多层。linear：第 i 个阶段有 step (i - 1) + 1 层。</translation>
    </message>
    <message>
        <source>exits</source>
        <translation>出口</translation>
    </message>
    <message>
        <source>exponential: lr x lr_decay^(t - 1). cosine: max(lr_min, lr / 2 (1 + cos(pi t / T))) with t from 1 to T. steps: lr x factor^(milestones passed).</source>
        <translation>exponential：lr x lr_decay^(t - 1)。cosine：max(lr_min, lr / 2 (1 + cos(pi t / T)))，t 从 1 到 T。steps：lr x factor^(已过的里程碑数)。</translation>
    </message>
    <message>
        <source>g &lt;- min(max(g, -c), c), before weight decay and momentum. ReeFL trains with 1.</source>
        <translation>g &lt;- min(max(g, -c), c)，在权重衰减与动量之前进行。ReeFL 训练时取 1。</translation>
    </message>
    <message>
        <source>gradient &lt;- gradient + weight_decay w, on all trained parameters.</source>
        <translation>gradient &lt;- gradient + weight_decay w，作用于所有被训练的参数。</translation>
    </message>
    <message>
        <source>iid: a random deal; all clients see the same distribution.
dirichlet: for each class, shares over the clients are drawn from Dirichlet(alpha, ..., alpha); clients that already hold N / n samples get no more of later classes.
pathological: each client gets a fixed number of classes.
Personalisation pays off where clients differ; with iid one common model is hard to beat.</source>
        <translation>iid：随机分发；所有客户端的分布相同。
dirichlet：对每个类别，各客户端的份额由 Dirichlet(alpha, ..., alpha) 抽取；已持有 N / n 个样本的客户端不再获得后续类别的样本。
pathological：每个客户端获得固定数量的类别。
客户端之间存在差异时，个性化才有收益；iid 时很难超过单一的公共模型。</translation>
    </message>
    <message>
        <source>lambda x mean over samples and stages of -log(p_global^2 + 1e-6), added to the loss of the routing network. Large: all samples take the favoured branch.</source>
        <translation>lambda x 对样本与阶段取均值的 -log(p_global^2 + 1e-6)，加到路由网络的损失中。取值大时：所有样本都走被偏好的分支。</translation>
    </message>
    <message>
        <source>largest: what the server would hand out to a device without limits. smallest: what a device gets that can just hold the exit.</source>
        <translation>largest：服务器会分发给不受限设备的模型。smallest：恰好能容纳该出口的设备所得到的模型。</translation>
    </message>
    <message>
        <source>last in the reference code; all: our reading of the abstract&apos;s &quot;matched exits&quot;</source>
        <translation>参考代码为 last；all：我们对摘要中“matched exits”的理解</translation>
    </message>
    <message>
        <source>live: the last exit&apos;s current logits, detached. frozen: a copy of the downloaded last head on the current features. A teacher head kept beside never learns, so there is nothing to choose.</source>
        <translation>live：最后出口当前的 logits，已截断梯度。frozen：下载所得最后分类头的副本，作用于当前特征。单独保留的教师分类头从不学习，因此无需选择。</translation>
    </message>
    <message>
        <source>live: the reference code does not detach the teacher, so that the last exit is drawn towards the earlier ones.</source>
        <translation>live：参考代码没有对教师截断梯度，因此最后出口会被拉向前面的出口。</translation>
    </message>
    <message>
        <source>local together with local statistics is FedBN (Li et al., ICLR 2021): all of normalisation is personal, which helps where clients&apos; images look different rather than only their labels.</source>
        <translation>local 与本地统计量结合即为 FedBN（Li et al., ICLR 2021）：归一化全部为个性化，适用于客户端的图像外观不同、而不仅是标签不同的情形。</translation>
    </message>
    <message>
        <source>lr x factor^(number of milestones that lie behind).</source>
        <translation>lr x factor^(已过的里程碑数)。</translation>
    </message>
    <message>
        <source>m &lt;- beta1 m + (1 - beta1) g, only where somebody held the element.</source>
        <translation>m &lt;- beta1 m + (1 - beta1) g，仅在有客户端持有该元素时更新。</translation>
    </message>
    <message>
        <source>max(lr_min, lr / 2 (1 + cos(pi t / T))).</source>
        <translation>max(lr_min, lr / 2 (1 + cos(pi t / T)))。</translation>
    </message>
    <message>
        <source>merged: the official training and test parts are put together, dealt to the clients, and each client&apos;s samples are split at random into training and test (see training share), as the reference code does. A client is then tested on its own label distribution.
official: clients train on samples of the official training part and are tested on samples of the official test part; numbers can then be compared with work that never trains on test images.</source>
        <translation>merged：将官方训练集与测试集合并后分发给客户端，各客户端的样本再随机划分为训练与测试部分（见训练比例），与参考代码相同。此时客户端在自己的标签分布上测试。
official：客户端用官方训练集的样本训练，用官方测试集的样本测试；所得数值可与从不在测试图像上训练的工作相比较。</translation>
    </message>
    <message>
        <source>mu of the proximal term.</source>
        <translation>近端项的 mu。</translation>
    </message>
    <message>
        <source>mu/2 sum_p |w_p - w_p^t| per tensor, once per exit, as the code has it</source>
        <translation>逐张量 mu/2 sum_p |w_p - w_p^t|，每个出口加一次，与代码一致</translation>
    </message>
    <message>
        <source>mu/2 |w - w^t|^2 once, as in FedProx</source>
        <translation>mu/2 |w - w^t|^2，只加一次，与 FedProx 相同</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>个数</translation>
    </message>
    <message>
        <source>off; &quot;hard&quot; of the reference code</source>
        <translation>关闭；即参考代码中的“hard”</translation>
    </message>
    <message>
        <source>one-shot: the reference code; greedy: a reader&apos;s account of the paper</source>
        <translation>one-shot：参考代码；greedy：一位读者对论文的解读</translation>
    </message>
    <message>
        <source>our choice: clean</source>
        <translation>我们的选择：clean</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>progressive: one generator per level, with difficulty as an input; M_l teaches M_{l+1}, then blocks are averaged. parallel: one generator per exit, without it; blocks are averaged first, then exit s of the global model learns from the sample-weighted mean features of exits s-1, s and s+1 over the levels that have them. Generators of the parallel form learn the class from the ensemble&apos;s mean output at their exit (our reading). In the author&apos;s logs the two lie within half a point of each other.</source>
        <translation>progressive：每一级一个生成器，以难度为输入；M_l 教授 M_{l+1}，然后逐块平均。parallel：每个出口一个生成器，不使用难度；先逐块平均，再由全局模型的出口 s 学习出口 s-1、s、s+1 在拥有它们的各级上按样本数加权的平均特征。parallel 形式的生成器根据集成模型在其出口处的平均输出学习类别（我们的理解）。作者日志中两者相差不到半个百分点。</translation>
    </message>
    <message>
        <source>published method: replace; measured alternative: separate</source>
        <translation>发表的方法：replace；经测量的替代方案：separate</translation>
    </message>
    <message>
        <source>q: length of the noise and of the embeddings of class and difficulty.</source>
        <translation>q：噪声以及类别与难度嵌入的长度。</translation>
    </message>
    <message>
        <source>q_k = r^k / sum_j r^j; at exit k the most confident of the samples left, floor(B q_k) of them, are taken, the last exit has the rest. 1: equal shares; below 1: most leave early.</source>
        <translation>q_k = r^k / sum_j r^j；在出口 k 处，从剩余样本中取置信度最高的 floor(B q_k) 个，其余归最后出口。1：份额相等；小于 1：多数样本提前离开。</translation>
    </message>
    <message>
        <source>r: how much larger each exit&apos;s share of a batch is than that of the exit before.</source>
        <translation>r：每个出口在批中的份额是前一出口的多少倍。</translation>
    </message>
    <message>
        <source>r: how much of what earlier exits said is handed on.</source>
        <translation>r：前面出口的输出向后传递的比例。</translation>
    </message>
    <message>
        <source>recurrent: ReeFL&apos;s module attends over the tokens of all stages so far, answers at the exits and hands a changed token back to the trunk. It is sent whole by every client, however shallow. The method ReeFL always uses it; with other methods it is a choice.</source>
        <translation>recurrent：ReeFL 的模块对目前为止所有阶段的 token 做注意力计算，在各出口作答，并将修改后的 token 送回主干。无论多浅，每个客户端都会完整发送该模块。ReeFL 方法始终使用它；其他方法可自行选择。</translation>
    </message>
    <message>
        <source>reference: with s opened exits, cross-entropy on exits 1..s-1 and the last, distillation on exits 1..max(1, s), so that the newest exit is distilled without labels; mixed heads are written back client by client, so that later mixtures see earlier ones. The clean rule was better in every comparison made.</source>
        <translation>reference：已开放 s 个出口时，交叉熵作用于出口 1..s-1 与最后出口，蒸馏作用于出口 1..max(1, s)，因此最新开放的出口只有蒸馏而没有标签；混合分类头逐个客户端写回，因此后面的混合会看到前面的结果。在所做的每次比较中，clean 规则都更好。</translation>
    </message>
    <message>
        <source>replace: as published. separate: the mixed head works on the live features and is not trained; the own last head learns from labels alone. With few, very skewed clients replacing costs the last exit several points, because the mixture brings classes that the client does not have.</source>
        <translation>replace：与发表的方法一致。separate：混合分类头作用于当前特征且不训练；自己的最后分类头仅从标签学习。客户端少且分布极度偏斜时，replace 会使最后出口损失数个百分点，因为混合带来了该客户端没有的类别。</translation>
    </message>
    <message>
        <source>rho &lt;- memory rho + (1 - memory) CE, from 0 at the start of every local training. 0 takes the loss of the batch alone. The running losses are a result of every run; they choose the teacher with dynamic_ma.</source>
        <translation>rho &lt;- memory rho + (1 - memory) CE，每次本地训练开始时从 0 起。0 表示只取当前批的损失。滑动损失是每次运行的结果之一；使用 dynamic_ma 时由其选择教师。</translation>
    </message>
    <message>
        <source>rounds</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>samples per client</source>
        <translation>样本/客户端</translation>
    </message>
    <message>
        <source>samples: weight |D_i| / sum |D_j| over the cohort, as FedAvg. uniform gives small clients the same say as large ones.</source>
        <translation>samples：权重为 |D_i| / sum |D_j|（对参与组求和），与 FedAvg 相同。uniform 使小客户端与大客户端具有同等话语权。</translation>
    </message>
    <message>
        <source>shuffled: ScaleFL, DarkDistill; modulo: ReeFL; blocks: DepthFL</source>
        <translation>shuffled：ScaleFL、DarkDistill；modulo：ReeFL；blocks：DepthFL</translation>
    </message>
    <message>
        <source>small and large fall and rise linearly with the tier.</source>
        <translation>small 与 large 分别随档位线性递减和递增。</translation>
    </message>
    <message>
        <source>stages</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>the authors&apos; reference code for the image tasks</source>
        <translation>作者针对图像任务的参考代码</translation>
    </message>
    <message>
        <source>the reference code&apos;s ratio; the paper&apos;s schedule is without it</source>
        <translation>采用参考代码的比率；论文的调度中没有该项</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>tiers</source>
        <translation>档</translation>
    </message>
    <message>
        <source>uniform: as published. samples: the weights of training.aggregation, as ReeFL&apos;s re-run of DepthFL has it.</source>
        <translation>uniform：与发表的方法一致。samples：采用 training.aggregation 的权重，与 ReeFL 重新运行 DepthFL 时相同。</translation>
    </message>
    <message>
        <source>units</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>v &lt;- beta2 v + (1 - beta2) g^2, only where somebody held the element.</source>
        <translation>v &lt;- beta2 v + (1 - beta2) g^2，仅在有客户端持有该元素时更新。</translation>
    </message>
    <message>
        <source>v &lt;- momentum v + gradient; w &lt;- w - lr v. See also optimizer state, which says whether v survives between a client&apos;s turns.</source>
        <translation>v &lt;- momentum v + gradient；w &lt;- w - lr v。另见优化器状态，它决定 v 在客户端的两次参与之间是否保留。</translation>
    </message>
    <message>
        <source>valid, as published: a stage maps side s to floor((s - 2) / 2), so 32 pixels become 15, 6 and 2. same: s becomes floor(s / 2), which costs more and allows smaller images or more stages.</source>
        <translation>valid，与发表的网络一致：一个阶段将边长 s 变为 floor((s - 2) / 2)，因此 32 像素依次变为 15、6、2。same：s 变为 floor(s / 2)，开销更大，但允许更小的图像或更多阶段。</translation>
    </message>
    <message>
        <source>w &lt;- w - lr m / (sqrt(v) + tau).</source>
        <translation>w &lt;- w - lr m / (sqrt(v) + tau)。</translation>
    </message>
    <message>
        <source>w in every round.</source>
        <translation>每轮的 w。</translation>
    </message>
    <message>
        <source>w(t) = exp(-5 (1 - min(t, H) / H)^2)</source>
        <translation>w(t) = exp(-5 (1 - min(t, H) / H)^2)</translation>
    </message>
    <message>
        <source>w(t) = exp(-5 (1 - min(t, H) / H)^2) in round t, counted from 1: 0.007 at first, 0.29 halfway, 1 from round H on. In a run of far fewer rounds than H the distillation hardly takes part.</source>
        <translation>第 t 轮（从 1 计）的 w(t) = exp(-5 (1 - min(t, H) / H)^2)：开始时为 0.007，一半时为 0.29，从第 H 轮起为 1。若运行轮数远少于 H，蒸馏几乎不起作用。</translation>
    </message>
    <message>
        <source>w_i = argmin sum_j (w_ij - 1/n)^2 - (1/mu) sum_j s_ij w_ij on the simplex. A peer gets weight only if its similarity exceeds about 1 - 2 mu. Published: 0.6 for images, 0.15 for AG News.</source>
        <translation>w_i = argmin sum_j (w_ij - 1/n)^2 - (1/mu) sum_j s_ij w_ij，在单纯形上求解。只有相似度超过约 1 - 2 mu 的同伴才能获得权重。发表值：图像为 0.6，AG News 为 0.15。</translation>
    </message>
    <message>
        <source>3:0=50, 3:1=0 gives client 3 fifty samples of class 0 and none of class 1; clients and classes count from 0. The counts are of a client&apos;s samples before they are split into training, validation and test (with the official split: of its training samples).
Cells above their count first give their last samples to a pool. Cells below take from the pool, then one by one from the client that has most of the class. Edited cells and a client&apos;s last two samples are never taken; what nobody needs is left out. A click on a cell of the heat map edits it.</source>
        <translation>3:0=50, 3:1=0 使客户端 3 得到 50 个类别 0 的样本，且没有类别 1 的样本；客户端和类别从 0 开始编号。数量指客户端的样本在分为训练集、验证集和测试集之前的数量（采用官方划分时，指其训练样本的数量）。
高于设定数量的单元格先将其末尾的样本放入公共池。低于设定数量的单元格先从池中取，再逐个从该类别样本最多的客户端取。手动编辑的单元格和客户端的最后两个样本不会被取走；无人需要的样本则弃用。点击热图中的单元格即可编辑。</translation>
    </message>
    <message>
        <source>Cells set by hand after the draw, as client:class=count separated by commas; empty: none.</source>
        <translation>抽取后手动设定的单元格，格式为 client:class=count，以逗号分隔；留空表示无。</translation>
    </message>
    <message>
        <source>Hand edits</source>
        <translation>手动编辑</translation>
    </message>
    <message>
        <source>Our choice: the partition as it was drawn</source>
        <translation>我们的选择：抽取所得的数据划分</translation>
    </message>
</context>
<context>
    <name>exitlab::AccuracyPanel</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Band over clients</source>
        <translation>客户端间的带</translation>
    </message>
    <message>
        <source>± std</source>
        <translation>± 标准差</translation>
    </message>
    <message>
        <source>10–90 %</source>
        <translation>10–90 %</translation>
    </message>
    <message>
        <source>no band</source>
        <translation>无带</translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>by round</source>
        <translation>按轮</translation>
    </message>
    <message>
        <source>by bytes sent</source>
        <translation>按已传输字节</translation>
    </message>
    <message>
        <source>by time</source>
        <translation>按时间</translation>
    </message>
    <message>
        <source>Accuracy of every exit</source>
        <translation>各出口的准确率</translation>
    </message>
    <message>
        <source>The test accuracy of every exit appears here after the first evaluation: the mean over clients, with a band for their spread.</source>
        <translation>首次评估后，此处显示各出口的测试准确率：客户端均值，并以带表示其离散程度。</translation>
    </message>
    <message>
        <source>test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>sample-weighted mean</source>
        <translation>按样本数加权的均值</translation>
    </message>
    <message>
        <source>unweighted mean</source>
        <translation>未加权均值</translation>
    </message>
    <message>
        <source>band ± 1 std</source>
        <translation>带：± 1 标准差</translation>
    </message>
    <message>
        <source>band 10–90th percentile</source>
        <translation>带：第 10–90 百分位</translation>
    </message>
    <message>
        <source>%1 of %2 clients, %3</source>
        <translation>%1 / %2 个客户端，%3</translation>
    </message>
    <message>
        <source>bytes sent, up and down</source>
        <translation>已传输字节，上行与下行</translation>
    </message>
    <message>
        <source>wall time</source>
        <translation>实际用时</translation>
    </message>
    <message>
        <source>round</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Statistic over clients</source>
        <translation>客户端统计量</translation>
    </message>
    <message>
        <source>weighted mean</source>
        <translation>加权均值</translation>
    </message>
    <message>
        <source>median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>10th percentile</source>
        <translation>第 10 百分位</translation>
    </message>
    <message>
        <source>worst client</source>
        <translation>最差客户端</translation>
    </message>
    <message>
        <source>min–max</source>
        <translation>最小–最大</translation>
    </message>
    <message>
        <source>by simulated time</source>
        <translation>按模拟时间</translation>
    </message>
    <message>
        <source>worst</source>
        <translation>最差</translation>
    </message>
    <message>
        <source>band mean ± 1 std</source>
        <translation>带：均值 ± 1 标准差</translation>
    </message>
    <message>
        <source>band from worst to best client</source>
        <translation>带：从最差到最好的客户端</translation>
    </message>
    <message>
        <source>simulated time on the devices</source>
        <translation>设备上的模拟时间</translation>
    </message>
</context>
<context>
    <name>exitlab::Banner</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Show what exactly happened</source>
        <translation>显示具体发生的情况</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation>关闭该消息</translation>
    </message>
    <message>
        <source>Details of the messages</source>
        <translation>消息的详情</translation>
    </message>
    <message numerus="yes">
        <source>%1 (and %n more)</source>
        <translation>
            <numerusform>%1（另有 %n 条）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::BarPlot</name>
    <message>
        <source>+ %1 more</source>
        <translation>另有 %1 项</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>sum  %1</source>
        <translation>合计  %1</translation>
    </message>
    <message>
        <source>sum  %1 %2, %3 %4</source>
        <translation>合计  %1 %2，%3 %4</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
</context>
<context>
    <name>exitlab::BranchBar</name>
    <message>
        <source>Cancel branch</source>
        <translation>取消分支</translation>
    </message>
    <message>
        <source>Leave the run as it is and go back to the settings before</source>
        <translation>保留该运行原样，回到之前的设置</translation>
    </message>
    <message>
        <source>Branch of run %1 from round %2: change one thing, then Start. Data, model, seed and method stay as they are.</source>
        <translation>运行 %1 从第 %2 轮起的分支：改动一项，然后点“开始”。数据、模型、随机种子和方法保持不变。</translation>
    </message>
</context>
<context>
    <name>exitlab::CalibrationPanel</name>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Expected calibration error of every exit</source>
        <translation>各出口的期望校准误差</translation>
    </message>
    <message>
        <source>How far the confidence of every exit is from its accuracy (expected calibration error) appears here after the first evaluation.</source>
        <translation>首次评估后，此处显示各出口的置信度与其准确率的差距（期望校准误差）。</translation>
    </message>
    <message>
        <source>calibration error</source>
        <translation>校准误差</translation>
    </message>
</context>
<context>
    <name>exitlab::ClientEditor</name>
    <message>
        <source>Reset this client</source>
        <translation>重置该客户端</translation>
    </message>
    <message>
        <source>Give this client what the draw gave it</source>
        <translation>恢复该客户端抽取所得的样本</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Drop every hand edit; the partition is as drawn</source>
        <translation>放弃所有手动编辑；数据划分恢复为抽取所得</translation>
    </message>
    <message>
        <source>Close the editor; edits stay</source>
        <translation>关闭编辑器；编辑保留</translation>
    </message>
    <message>
        <source>Close the editor</source>
        <translation>关闭编辑器</translation>
    </message>
    <message>
        <source>Samples of %1 at client %2: from 0 to %3; the draw gave %4</source>
        <translation>%1 在客户端 %2 的样本数：从 0 到 %3；抽取所得为 %4</translation>
    </message>
    <message>
        <source>Samples of %1 at client %2</source>
        <translation>%1 在客户端 %2 的样本数</translation>
    </message>
    <message>
        <source>drawn: %1</source>
        <translation>抽取：%1</translation>
    </message>
    <message>
        <source>Client %1: %2 samples</source>
        <translation>客户端 %1：%2 个样本</translation>
    </message>
    <message>
        <source>Samples of the client per class</source>
        <translation>该客户端各类别的样本</translation>
    </message>
</context>
<context>
    <name>exitlab::ClientPanel</name>
    <message>
        <source>One client</source>
        <translation>单个客户端</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Accuracy of one client</source>
        <translation>单个客户端的准确率</translation>
    </message>
    <message>
        <source>Choose a client here or click a row of Clients. Its accuracy appears after the first evaluation.</source>
        <translation>在此选择客户端，或点击“客户端”面板中的一行。首次评估后显示其准确率。</translation>
    </message>
    <message>
        <source>test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>Labels of one client</source>
        <translation>单个客户端的标签</translation>
    </message>
    <message>
        <source>How many samples of each class the client has appears here when the run starts.</source>
        <translation>运行开始后，此处显示该客户端各类别的样本数。</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>client %1</source>
        <translation>客户端 %1</translation>
    </message>
    <message>
        <source>Beside the accuracy</source>
        <translation>准确率旁的内容</translation>
    </message>
    <message>
        <source>data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>traffic</source>
        <translation>通信量</translation>
    </message>
    <message>
        <source>simulated time</source>
        <translation>模拟时间</translation>
    </message>
    <message>
        <source>up</source>
        <translation>上行</translation>
    </message>
    <message>
        <source>down</source>
        <translation>下行</translation>
    </message>
    <message>
        <source>%1 training, %2 test samples</source>
        <translation>%1 个训练样本，%2 个测试样本</translation>
    </message>
    <message>
        <source>%1, label entropy %2 nats</source>
        <translation>%1，标签熵 %2 nats</translation>
    </message>
    <message>
        <source>%1; device of tier %2</source>
        <translation>%1；设备档位 %2</translation>
    </message>
    <message>
        <source>%1
Device of tier %2: %3 GMAC/s, %4 Mbit/s</source>
        <translation>%1
设备档位 %2：%3 GMAC/s，%4 Mbit/s</translation>
    </message>
    <message>
        <source>Traffic of one client</source>
        <translation>单个客户端的通信量</translation>
    </message>
    <message>
        <source>Simulated time of one client</source>
        <translation>单个客户端的模拟时间</translation>
    </message>
    <message>
        <source>What this client sends and receives appears here after the first round in which it takes part. Runs of older versions did not keep it.</source>
        <translation>该客户端首次参与的轮结束后，此处显示其发送和接收的数据量。旧版本的运行未保存此项。</translation>
    </message>
    <message>
        <source>How long this client&apos;s device takes appears here after the first round in which it takes part. Runs of older versions did not keep it.</source>
        <translation>该客户端首次参与的轮结束后，此处显示其设备的用时。旧版本的运行未保存此项。</translation>
    </message>
    <message>
        <source>round</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>← down      up →</source>
        <translation>← 下行      上行 →</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
</context>
<context>
    <name>exitlab::ClientsPanel</name>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Order of the clients</source>
        <translation>客户端的顺序</translation>
    </message>
    <message>
        <source>by id</source>
        <translation>按编号</translation>
    </message>
    <message>
        <source>worst first</source>
        <translation>最差优先</translation>
    </message>
    <message>
        <source>Accuracy of every client and exit</source>
        <translation>各客户端、各出口的准确率</translation>
    </message>
    <message>
        <source>The accuracy of every client at every exit appears here after the first evaluation.</source>
        <translation>首次评估后，此处显示各客户端在各出口的准确率。</translation>
    </message>
    <message>
        <source>test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>no test samples</source>
        <translation>无测试样本</translation>
    </message>
    <message>
        <source>not opened yet</source>
        <translation>尚未开放</translation>
    </message>
    <message>
        <source>client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>exit</source>
        <translation>出口</translation>
    </message>
    <message>
        <source>%1: worst %2, 10th percentile %3, median %4, 90th percentile %5</source>
        <translation>%1：最差 %2，第 10 百分位 %3，中位数 %4，第 90 百分位 %5</translation>
    </message>
    <message>
        <source>round %1, %2: worst %3, 10th percentile %4, median %5</source>
        <translation>第 %1 轮，%2：最差 %3，第 10 百分位 %4，中位数 %5</translation>
    </message>
</context>
<context>
    <name>exitlab::Compare</name>
    <message>
        <source>Accuracy at exit %1, %</source>
        <translation>出口 %1 准确率，%</translation>
    </message>
    <message>
        <source>Best accuracy at exit %1, %</source>
        <translation>出口 %1 最佳准确率，%</translation>
    </message>
    <message>
        <source>Accuracy, mean over exits, %</source>
        <translation>各出口平均准确率，%</translation>
    </message>
    <message>
        <source>Best accuracy, mean over exits, %</source>
        <translation>各出口平均最佳准确率，%</translation>
    </message>
    <message>
        <source>Accuracy of the last exit, %</source>
        <translation>最后出口准确率，%</translation>
    </message>
    <message>
        <source>Best accuracy of the last exit, %</source>
        <translation>最后出口最佳准确率，%</translation>
    </message>
    <message>
        <source>Accuracy at threshold %1, %</source>
        <translation>阈值 %1 下的准确率，%</translation>
    </message>
    <message>
        <source>MACs saved at threshold %1, %</source>
        <translation>阈值 %1 下节省的 MACs，%</translation>
    </message>
    <message>
        <source>Traffic, MB</source>
        <translation>通信量，MB</translation>
    </message>
    <message>
        <source>Traffic up, MB</source>
        <translation>上行通信量，MB</translation>
    </message>
    <message>
        <source>Traffic down, MB</source>
        <translation>下行通信量，MB</translation>
    </message>
    <message>
        <source>Wall time, s</source>
        <translation>实际用时，s</translation>
    </message>
    <message>
        <source>Wall time per round, s</source>
        <translation>每轮实际用时，s</translation>
    </message>
    <message>
        <source>Simulated device time, s</source>
        <translation>设备模拟时间，s</translation>
    </message>
    <message>
        <source>MACs of the whole network, M</source>
        <translation>整个网络的 MACs，M</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>Test loss</source>
        <translation>测试损失</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>校准误差</translation>
    </message>
    <message>
        <source>Agreement with the last exit</source>
        <translation>与最后出口的一致率</translation>
    </message>
    <message>
        <source>Divergence from the last exit</source>
        <translation>与最后出口的散度</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>Share of conflicting exits</source>
        <translation>冲突出口占比</translation>
    </message>
    <message>
        <source>Traffic since the start</source>
        <translation>自开始以来的通信量</translation>
    </message>
    <message>
        <source>Wall time since the start</source>
        <translation>自开始以来的实际用时</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>test loss, nats</source>
        <translation>测试损失，nats</translation>
    </message>
    <message>
        <source>expected calibration error</source>
        <translation>期望校准误差</translation>
    </message>
    <message>
        <source>agreement</source>
        <translation>一致率</translation>
    </message>
    <message>
        <source>divergence, nats</source>
        <translation>散度，nats</translation>
    </message>
    <message>
        <source>training loss, nats</source>
        <translation>训练损失，nats</translation>
    </message>
    <message>
        <source>share of negative pairs</source>
        <translation>负对占比</translation>
    </message>
    <message>
        <source>bytes sent, up and down</source>
        <translation>已传输字节，上行与下行</translation>
    </message>
    <message>
        <source>wall time</source>
        <translation>实际用时</translation>
    </message>
    <message>
        <source>%1: %2, seed %3</source>
        <translation>%1：%2，随机种子 %3</translation>
    </message>
    <message>
        <source>win</source>
        <translation>胜</translation>
    </message>
    <message>
        <source>tie</source>
        <translation>平</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>负</translation>
    </message>
    <message>
        <source>too few</source>
        <translation>过少</translation>
    </message>
    <message>
        <source>p &lt; 0.0001</source>
        <translation>p &lt; 0.0001</translation>
    </message>
    <message>
        <source>p = %1</source>
        <translation>p = %1</translation>
    </message>
    <message>
        <source>No verdict: %1</source>
        <translation>无结论：%1</translation>
    </message>
    <message>
        <source>Difference %1 ± %2 over %3 pairs of equal seed; t = %4 with %5 degrees of freedom, %6; test / training samples %7</source>
        <translation>差异 %1 ± %2，基于 %3 对相同随机种子；t = %4，自由度 %5，%6；测试 / 训练样本 %7</translation>
    </message>
</context>
<context>
    <name>exitlab::CompareAccuracy</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>The test accuracy of every run, of the exit chosen above, appears here after its first evaluation.</source>
        <translation>各运行首次评估后，此处显示其在上方所选出口的测试准确率。</translation>
    </message>
    <message>
        <source>Band over clients</source>
        <translation>客户端间的带</translation>
    </message>
    <message>
        <source>no band</source>
        <translation>无带</translation>
    </message>
    <message>
        <source>± std</source>
        <translation>± 标准差</translation>
    </message>
    <message>
        <source>10–90 %</source>
        <translation>10–90 %</translation>
    </message>
    <message>
        <source>min–max</source>
        <translation>最小–最大</translation>
    </message>
    <message>
        <source>test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>mean of all exits</source>
        <translation>所有出口的均值</translation>
    </message>
    <message>
        <source>band ± 1 std</source>
        <translation>带：± 1 标准差</translation>
    </message>
    <message>
        <source>band 10–90th percentile</source>
        <translation>带：第 10–90 百分位</translation>
    </message>
    <message>
        <source>band from worst to best client</source>
        <translation>带：从最差到最好的客户端</translation>
    </message>
    <message>
        <source>%1, unweighted mean over clients, %2</source>
        <translation>%1，客户端未加权均值，%2</translation>
    </message>
</context>
<context>
    <name>exitlab::CompareConflict</name>
    <message>
        <source>Conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>The share of negative gradient pairs of every run appears here when the conflict metrics have been measured (Metrics, probe every n rounds).</source>
        <translation>测得冲突指标后（指标，每 n 轮探测一次），此处显示各运行的负梯度对占比。</translation>
    </message>
    <message>
        <source>What is drawn</source>
        <translation>绘制内容</translation>
    </message>
    <message>
        <source>negative pairs</source>
        <translation>负对</translation>
    </message>
    <message>
        <source>divergence</source>
        <translation>散度</translation>
    </message>
    <message>
        <source>agreement</source>
        <translation>一致率</translation>
    </message>
    <message>
        <source>negative pairs of exits</source>
        <translation>出口间的负对</translation>
    </message>
    <message>
        <source>KL(last exit || exit), nats</source>
        <translation>KL(最后出口 || 出口)，nats</translation>
    </message>
    <message>
        <source>same prediction as the last exit</source>
        <translation>与最后出口预测相同</translation>
    </message>
    <message>
        <source>mean of the exits before the last</source>
        <translation>最后出口之前各出口的均值</translation>
    </message>
</context>
<context>
    <name>exitlab::CompareCurves</name>
    <message>
        <source>bytes sent, up and down</source>
        <translation>已传输字节，上行与下行</translation>
    </message>
    <message>
        <source>wall time</source>
        <translation>实际用时</translation>
    </message>
    <message>
        <source>simulated time on the devices</source>
        <translation>设备上的模拟时间</translation>
    </message>
    <message>
        <source>round</source>
        <translation>轮</translation>
    </message>
</context>
<context>
    <name>exitlab::CompareEfficiency</name>
    <message>
        <source>Accuracy per byte</source>
        <translation>每字节准确率</translation>
    </message>
    <message>
        <source>The test accuracy of every run over the bytes that it has sent appears here after its first evaluation.</source>
        <translation>各运行首次评估后，此处显示其测试准确率随已传输字节的变化。</translation>
    </message>
    <message>
        <source>test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>mean of all exits</source>
        <translation>所有出口的均值</translation>
    </message>
</context>
<context>
    <name>exitlab::CompareLoss</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>The local loss of every run, as a whole or one of its named terms, appears here after the first round.</source>
        <translation>第一轮结束后，此处显示各运行的本地损失：总和或其中某个具名项。</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>项</translation>
    </message>
    <message>
        <source>total</source>
        <translation>总和</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>loss, %1</source>
        <translation>损失，%1</translation>
    </message>
</context>
<context>
    <name>exitlab::ComparePanel</name>
    <message>
        <source>Comparison of the selected runs</source>
        <translation>所选运行的比较</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>叠加</translation>
    </message>
    <message>
        <source>Curves of the selected runs, or of groups with their band</source>
        <translation>所选运行的曲线，或分组曲线及其带</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Only the settings in which the selected runs differ</source>
        <translation>仅列出所选运行间不同的设置</translation>
    </message>
    <message>
        <source>Groups &amp;&amp; test</source>
        <translation>分组与检验</translation>
    </message>
    <message>
        <source>Repetitions by seed: mean, deviation and a test against a baseline</source>
        <translation>按随机种子的重复运行：均值、标准差及与基线的检验</translation>
    </message>
    <message>
        <source>Pivot</source>
        <translation>透视表</translation>
    </message>
    <message>
        <source>Methods by data sets, as LaTeX and CSV</source>
        <translation>方法 × 数据集，输出为 LaTeX 和 CSV</translation>
    </message>
    <message>
        <source>Exit threshold</source>
        <translation>出口阈值</translation>
    </message>
    <message>
        <source>Confidence at which a sample leaves, for accuracy at threshold and MACs saved (from stored exit records)</source>
        <translation>样本离开所需的置信度，用于阈值下的准确率和节省的 MACs（取自已存的出口记录）</translation>
    </message>
    <message>
        <source>Reading 1 run</source>
        <translation>正在读取 1 次运行</translation>
    </message>
    <message>
        <source>Reading %1 runs</source>
        <translation>正在读取 %1 次运行</translation>
    </message>
    <message>
        <source>1 run</source>
        <translation>1 次运行</translation>
    </message>
    <message>
        <source>%1 runs compared</source>
        <translation>比较 %1 次运行</translation>
    </message>
    <message>
        <source>The first %1 of %2 selected runs</source>
        <translation>所选 %2 次运行中的前 %1 次</translation>
    </message>
</context>
<context>
    <name>exitlab::CompareTab</name>
    <message>
        <source>Level</source>
        <translation>水平</translation>
    </message>
    <message>
        <source>Level of significance</source>
        <translation>显著性水平</translation>
    </message>
    <message>
        <source>A difference counts as a win or a loss if it would be this rare without any real difference</source>
        <translation>若无真实差异时如此罕见，则该差异计为胜或负</translation>
    </message>
</context>
<context>
    <name>exitlab::CompareTable</name>
    <message>
        <source>Numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Numbers of every run at the shown round</source>
        <translation>所示轮中各运行的数值</translation>
    </message>
    <message>
        <source>Enter or a double click opens the run alone</source>
        <translation>按 Enter 或双击可单独打开该运行</translation>
    </message>
    <message>
        <source>mean of all exits</source>
        <translation>所有出口的均值</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>round</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>worst client</source>
        <translation>最差客户端</translation>
    </message>
    <message>
        <source>10th percentile</source>
        <translation>第 10 百分位</translation>
    </message>
    <message>
        <source>median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>bytes sent</source>
        <translation>已传输字节</translation>
    </message>
    <message>
        <source>wall time</source>
        <translation>实际用时</translation>
    </message>
    <message>
        <source>simulated time</source>
        <translation>模拟时间</translation>
    </message>
    <message>
        <source>negative pairs</source>
        <translation>负对</translation>
    </message>
    <message>
        <source>%1 at round %2</source>
        <translation>%1，第 %2 轮</translation>
    </message>
</context>
<context>
    <name>exitlab::CompareTiles</name>
    <message>
        <source>client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>exit</source>
        <translation>出口</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>accuracy of clients</source>
        <translation>客户端准确率</translation>
    </message>
    <message>
        <source>exit conflict</source>
        <translation>出口冲突</translation>
    </message>
    <message>
        <source>similarity of clients</source>
        <translation>客户端相似度</translation>
    </message>
    <message>
        <source>teachers</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>One picture per run</source>
        <translation>每次运行一幅图</translation>
    </message>
    <message>
        <source>test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>gradient cosine</source>
        <translation>梯度余弦</translation>
    </message>
    <message>
        <source>cosine of updates</source>
        <translation>更新余弦</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Appears after the first evaluation.</source>
        <translation>首次评估后显示。</translation>
    </message>
    <message>
        <source>Appears when the conflict metrics have been measured.</source>
        <translation>测得冲突指标后显示。</translation>
    </message>
    <message>
        <source>This method chooses no teachers.</source>
        <translation>该方法不选择教师。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>no test samples</source>
        <translation>无测试样本</translation>
    </message>
    <message>
        <source>nothing shared here</source>
        <translation>此处无共享内容</translation>
    </message>
    <message>
        <source>not opened yet</source>
        <translation>尚未开放</translation>
    </message>
    <message>
        <source>%1, round %2</source>
        <translation>%1，第 %2 轮</translation>
    </message>
    <message>
        <source>one scale for all</source>
        <translation>统一色标</translation>
    </message>
</context>
<context>
    <name>exitlab::CompareTime</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>How long every run takes appears here after the first round.</source>
        <translation>第一轮结束后，此处显示各运行的用时。</translation>
    </message>
    <message>
        <source>Which time</source>
        <translation>时间类型</translation>
    </message>
    <message>
        <source>wall time so far</source>
        <translation>累计实际用时</translation>
    </message>
    <message>
        <source>wall time per round</source>
        <translation>每轮实际用时</translation>
    </message>
    <message>
        <source>simulated so far</source>
        <translation>累计模拟时间</translation>
    </message>
    <message>
        <source>simulated time so far</source>
        <translation>累计模拟时间</translation>
    </message>
</context>
<context>
    <name>exitlab::CompareTraffic</name>
    <message>
        <source>Traffic</source>
        <translation>通信量</translation>
    </message>
    <message>
        <source>The bytes that every run has sent so far appear here after the first round.</source>
        <translation>第一轮结束后，此处显示各运行至今传输的字节数。</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>up and down</source>
        <translation>上行与下行</translation>
    </message>
    <message>
        <source>up</source>
        <translation>上行</translation>
    </message>
    <message>
        <source>down</source>
        <translation>下行</translation>
    </message>
    <message>
        <source>bytes sent so far</source>
        <translation>累计传输字节</translation>
    </message>
    <message>
        <source>bytes sent up so far</source>
        <translation>累计上行字节</translation>
    </message>
    <message>
        <source>bytes sent down so far</source>
        <translation>累计下行字节</translation>
    </message>
</context>
<context>
    <name>exitlab::CompareView</name>
    <message>
        <source>Add runs</source>
        <translation>添加运行</translation>
    </message>
    <message>
        <source>Choose stored runs to show beside these (%1)</source>
        <translation>选择要一并显示的已存运行（%1）</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>重置布局</translation>
    </message>
    <message>
        <source>All docks back to where they were at first</source>
        <translation>所有面板恢复到最初位置</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Runs that are compared</source>
        <translation>参与比较的运行</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>出口</translation>
    </message>
    <message>
        <source>mean of exits</source>
        <translation>各出口均值</translation>
    </message>
    <message>
        <source>Exit whose accuracy is compared</source>
        <translation>其准确率参与比较的出口</translation>
    </message>
    <message>
        <source>Axis</source>
        <translation>坐标轴</translation>
    </message>
    <message>
        <source>round</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>bytes sent</source>
        <translation>已发送字节数</translation>
    </message>
    <message>
        <source>wall time</source>
        <translation>实际用时</translation>
    </message>
    <message>
        <source>simulated time</source>
        <translation>模拟时间</translation>
    </message>
    <message>
        <source>Horizontal axis of all plots</source>
        <translation>所有图的横轴</translation>
    </message>
    <message>
        <source>%1, %2. Click: show or hide it in all plots</source>
        <translation>%1，%2。单击：在所有图中显示或隐藏</translation>
    </message>
    <message>
        <source>Show run %1</source>
        <translation>显示运行 %1</translation>
    </message>
    <message>
        <source>Open alone</source>
        <translation>单独打开</translation>
    </message>
    <message>
        <source>Take out of the comparison</source>
        <translation>移出比较</translation>
    </message>
    <message>
        <source>Compared runs</source>
        <translation>被比较的运行</translation>
    </message>
</context>
<context>
    <name>exitlab::ComparisonService</name>
    <message>
        <source>The selected runs could not be compared.</source>
        <translation>无法比较所选的运行。</translation>
    </message>
</context>
<context>
    <name>exitlab::ConditionEdit</name>
    <message>
        <source>Condition, as in: training.lr &lt; 0.1 and method = fedper</source>
        <translation>条件，例如：training.lr &lt; 0.1 and method = fedper</translation>
    </message>
    <message>
        <source>Condition on the runs</source>
        <translation>运行的筛选条件</translation>
    </message>
    <message>
        <source>&lt;p&gt;Shows the runs for which the condition holds. Columns and settings are compared with &lt;tt&gt;= != &amp;lt; &amp;lt;= &amp;gt; &amp;gt;=&lt;/tt&gt;, &lt;tt&gt;~&lt;/tt&gt; (contains) and &lt;tt&gt;in (a, b)&lt;/tt&gt;, joined by &lt;tt&gt;and&lt;/tt&gt;, &lt;tt&gt;or&lt;/tt&gt;, &lt;tt&gt;not&lt;/tt&gt; and brackets. Numbers may end in %, kB, MB, GB, s, min, h.&lt;/p&gt;&lt;p&gt;&lt;tt&gt;mean &amp;gt; 70% and tag = paper&lt;/tt&gt;&lt;br&gt;&lt;tt&gt;star or traffic &amp;lt; 10 MB&lt;/tt&gt;&lt;br&gt;&lt;tt&gt;data.partition.alpha &amp;lt;= 0.3 and not status = failed&lt;/tt&gt;&lt;/p&gt;</source>
        <translation>&lt;p&gt;显示满足条件的运行。列与设置可用 &lt;tt&gt;= != &amp;lt; &amp;lt;= &amp;gt; &amp;gt;=&lt;/tt&gt;、&lt;tt&gt;~&lt;/tt&gt;（包含）和 &lt;tt&gt;in (a, b)&lt;/tt&gt; 比较，用 &lt;tt&gt;and&lt;/tt&gt;、&lt;tt&gt;or&lt;/tt&gt;、&lt;tt&gt;not&lt;/tt&gt; 和括号连接。数字后可带 %、kB、MB、GB、s、min、h。&lt;/p&gt;&lt;p&gt;&lt;tt&gt;mean &amp;gt; 70% and tag = paper&lt;/tt&gt;&lt;br&gt;&lt;tt&gt;star or traffic &amp;lt; 10 MB&lt;/tt&gt;&lt;br&gt;&lt;tt&gt;data.partition.alpha &amp;lt;= 0.3 and not status = failed&lt;/tt&gt;&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>exitlab::ConflictPanel</name>
    <message>
        <source>Conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>What is drawn</source>
        <translation>绘制内容</translation>
    </message>
    <message>
        <source>negative pairs</source>
        <translation>负梯度对</translation>
    </message>
    <message>
        <source>divergence</source>
        <translation>散度</translation>
    </message>
    <message>
        <source>agreement</source>
        <translation>一致率</translation>
    </message>
    <message>
        <source>Conflict over rounds</source>
        <translation>冲突随轮的变化</translation>
    </message>
    <message>
        <source>Share of negative gradient pairs, divergence and agreement of the exits appear here when the conflict metrics have been measured.</source>
        <translation>测得冲突指标后，此处显示各出口的负梯度对占比、散度和一致率。</translation>
    </message>
    <message>
        <source>negative pairs of exits</source>
        <translation>出口间的负梯度对</translation>
    </message>
    <message>
        <source>KL(last exit || exit), nats</source>
        <translation>KL(最后出口 || 出口)，nats</translation>
    </message>
    <message>
        <source>same prediction as the last exit</source>
        <translation>与最后出口预测相同</translation>
    </message>
</context>
<context>
    <name>exitlab::CosinePanel</name>
    <message>
        <source>Exit conflict</source>
        <translation>出口冲突</translation>
    </message>
    <message>
        <source>Part of the network</source>
        <translation>网络部分</translation>
    </message>
    <message>
        <source>Cosine of the gradients of two exits</source>
        <translation>两个出口的梯度余弦</translation>
    </message>
    <message>
        <source>How the gradients of two exits agree on the parameters they share appears here when the conflict metrics have been measured (Metrics, probe every n rounds).</source>
        <translation>测得冲突指标后（指标，每 n 轮探测），此处显示两个出口的梯度在其共享参数上的一致程度。</translation>
    </message>
    <message>
        <source>gradient cosine</source>
        <translation>梯度余弦</translation>
    </message>
    <message>
        <source>nothing shared here</source>
        <translation>此处无共享部分</translation>
    </message>
    <message>
        <source>not opened yet</source>
        <translation>尚未开放</translation>
    </message>
    <message>
        <source>exit</source>
        <translation>出口</translation>
    </message>
    <message>
        <source>round %1, %2 negative pairs</source>
        <translation>第 %1 轮，负梯度对 %2</translation>
    </message>
</context>
<context>
    <name>exitlab::CurvePlot</name>
    <message>
        <source>round</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>%1, band low</source>
        <translation>%1，带的下限</translation>
    </message>
    <message>
        <source>%1, band high</source>
        <translation>%1，带的上限</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 %2. %3</source>
        <translation>%1 %2。%3</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Logarithmic values</source>
        <translation>对数刻度</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Moving average, weight %1</source>
        <translation>移动平均，权重 %1</translation>
    </message>
    <message>
        <source>+ %1 more</source>
        <translation>另有 %1 项</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source> (%1 to %2)</source>
        <translation>（%1 至 %2）</translation>
    </message>
    <message>
        <source>Decades on the vertical axis; values that are not positive are left out</source>
        <translation>纵轴按十倍刻度；略去非正值</translation>
    </message>
    <message>
        <source>Logarithmic horizontal axis</source>
        <translation>对数横轴</translation>
    </message>
    <message>
        <source>Decades on the horizontal axis</source>
        <translation>横轴按十倍刻度</translation>
    </message>
</context>
<context>
    <name>exitlab::DesignView</name>
    <message>
        <source>No method could be loaded, so no run can be designed.</source>
        <translation>未能加载任何方法，因此无法设计运行。</translation>
    </message>
    <message>
        <source>Check the plugin folders: --plugin-dir names one, Help &gt; Plugins lists what was found.</source>
        <translation>请检查插件文件夹：--plugin-dir 指定一个文件夹，“帮助 &gt; 插件”列出已找到的插件。</translation>
    </message>
    <message>
        <source>The default experiment could not be made.</source>
        <translation>无法生成默认实验。</translation>
    </message>
    <message>
        <source>Methods are being loaded</source>
        <translation>正在加载方法</translation>
    </message>
    <message>
        <source>No experiment</source>
        <translation>无实验</translation>
    </message>
    <message>
        <source>Go to a setting to read what it does, its formula and where its default is from.</source>
        <translation>转到某个设置，即可查看其作用、公式及默认值的来源。</translation>
    </message>
    <message>
        <source>%1 was not opened; the settings on screen are kept.</source>
        <translation>未打开 %1；保留屏幕上的设置。</translation>
    </message>
    <message>
        <source>The experiment was not saved.</source>
        <translation>实验未保存。</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Loading methods</source>
        <translation>正在加载方法</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>新建(&amp;N)</translation>
    </message>
    <message>
        <source>Start from the defaults of the current method</source>
        <translation>从当前方法的默认值开始</translation>
    </message>
    <message>
        <source>&amp;Open...</source>
        <translation>打开(&amp;O)...</translation>
    </message>
    <message>
        <source>Open an experiment file</source>
        <translation>打开实验文件</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Save the experiment</source>
        <translation>保存实验</translation>
    </message>
    <message>
        <source>Save &amp;as...</source>
        <translation>另存为(&amp;A)...</translation>
    </message>
    <message>
        <source>Save the experiment under another name</source>
        <translation>以其他名称保存实验</translation>
    </message>
    <message>
        <source>Ctrl+Shift+S</source>
        <translation>Ctrl+Shift+S</translation>
    </message>
    <message>
        <source>Copy command &amp;line</source>
        <translation>复制命令行(&amp;L)</translation>
    </message>
    <message>
        <source>Copy the command that runs the same without a window</source>
        <translation>复制命令，可在无窗口的情况下运行同一实验</translation>
    </message>
    <message>
        <source>Ctrl+Shift+C</source>
        <translation>Ctrl+Shift+C</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>启动(&amp;S)</translation>
    </message>
    <message>
        <source>Run this experiment and watch it</source>
        <translation>运行并观察此实验</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Command line copied</source>
        <translation>命令行已复制</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Experiments that come with ExitLab</source>
        <translation>ExitLab 自带的实验</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>数据划分</translation>
    </message>
    <message>
        <source>Which client owns how many samples of which class</source>
        <translation>每个客户端拥有每个类别的样本数</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>What each exit costs and what travels</source>
        <translation>各出口的开销与传输内容</translation>
    </message>
    <message>
        <source>The preset %1 cannot be used.</source>
        <translation>无法使用预设 %1。</translation>
    </message>
    <message>
        <source>Run this experiment and watch it (%1)</source>
        <translation>运行并观察此实验（%1）</translation>
    </message>
    <message>
        <source>Save experiment</source>
        <translation>保存实验</translation>
    </message>
    <message>
        <source>Open experiment</source>
        <translation>打开实验</translation>
    </message>
    <message>
        <source>Experiments (*.json)</source>
        <translation>实验 (*.json)</translation>
    </message>
    <message>
        <source>The defaults could not be shown.</source>
        <translation>无法显示默认值。</translation>
    </message>
    <message>
        <source>change of all settings</source>
        <translation>更改所有设置</translation>
    </message>
    <message>
        <source>change of %1</source>
        <translation>更改“%1”</translation>
    </message>
    <message>
        <source>Start or cancel the branch first.</source>
        <translation>请先启动或取消该分支。</translation>
    </message>
    <message>
        <source>opening of %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>Opened %1</source>
        <translation>已打开 %1</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Take back the last change of the experiment</source>
        <translation>撤销对实验的上一次更改</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Do again what was taken back</source>
        <translation>重做已撤销的更改</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Z</source>
        <translation>Ctrl+Shift+Z</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>已撤销：%1</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>已重做：%1</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>Add to &amp;queue</source>
        <translation>加入队列(&amp;Q)</translation>
    </message>
    <message>
        <source>Run this experiment when those before it are done</source>
        <translation>在前面的实验完成后运行此实验</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Q</source>
        <translation>Ctrl+Shift+Q</translation>
    </message>
    <message>
        <source>S&amp;weep...</source>
        <translation>参数扫描(&amp;W)...</translation>
    </message>
    <message>
        <source>Run every combination of some settings&apos; values</source>
        <translation>运行若干设置取值的所有组合</translation>
    </message>
    <message>
        <source>Ctrl+Shift+W</source>
        <translation>Ctrl+Shift+W</translation>
    </message>
    <message>
        <source>R&amp;ace...</source>
        <translation>对比运行(&amp;A)...</translation>
    </message>
    <message>
        <source>Run several methods side by side on the same partition, weights and cohorts</source>
        <translation>在相同的数据划分、权重和参与组上并排运行多个方法</translation>
    </message>
    <message>
        <source>Ctrl+Shift+A</source>
        <translation>Ctrl+Shift+A</translation>
    </message>
    <message>
        <source>&amp;Measure the time</source>
        <translation>测量用时(&amp;M)</translation>
    </message>
    <message>
        <source>Train a few batches to learn how long a round takes</source>
        <translation>训练若干批，以了解一轮所需时间</translation>
    </message>
    <message>
        <source>Ctrl+Shift+E</source>
        <translation>Ctrl+Shift+E</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was added to the queue</source>
        <translation>“%1”已加入队列</translation>
    </message>
    <message>
        <source>&amp;Undo %1</source>
        <translation>撤销 %1(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo %1</source>
        <translation>重做 %1(&amp;R)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Take back: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Do again: %1</source>
        <translation>重做：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n experiment(s) added to the queue</source>
        <translation>
            <numerusform>已将 %n 个实验加入队列</numerusform>
        </translation>
    </message>
    <message>
        <source>choice of the preset %1</source>
        <translation>选用预设 %1</translation>
    </message>
    <message>
        <source>new experiment</source>
        <translation>新建实验</translation>
    </message>
    <message>
        <source>settings of run %1</source>
        <translation>采用运行 %1 的设置</translation>
    </message>
    <message>
        <source>Fixed: the branch goes on from the run&apos;s checkpoint.</source>
        <translation>固定：分支从该运行的检查点继续。</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预估</translation>
    </message>
    <message>
        <source>Memory, traffic and time that the run will take</source>
        <translation>运行所需的内存、通信量和时间</translation>
    </message>
    <message>
        <source>Previews</source>
        <translation>预览</translation>
    </message>
</context>
<context>
    <name>exitlab::DevicePanel</name>
    <message>
        <source>Microcontroller</source>
        <translation>微控制器</translation>
    </message>
    <message>
        <source>Single-board computer</source>
        <translation>单板计算机</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Embedded GPU</source>
        <translation>嵌入式 GPU</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>笔记本电脑</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Latency and energy of a sample are computed for this device</source>
        <translation>按此设备计算每个样本的延迟和能耗</translation>
    </message>
    <message>
        <source>Own device</source>
        <translation>自定义设备</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source> GMAC/s</source>
        <translation> GMAC/s</translation>
    </message>
    <message>
        <source>Multiply-accumulates per second, sustained, one sample at a time</source>
        <translation>每秒乘加数，持续速度，逐个样本计算</translation>
    </message>
    <message>
        <source>Exit check</source>
        <translation>出口判定</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Time of one exit check: softmax, comparison and branch; every exit passed costs one</source>
        <translation>一次出口判定的用时：softmax、比较和分支；每经过一个出口判定一次</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>能耗</translation>
    </message>
    <message>
        <source> nJ/MAC</source>
        <translation> nJ/MAC</translation>
    </message>
    <message>
        <source>Energy of one multiply-accumulate above what the device draws anyway</source>
        <translation>一次乘加运算在设备固有功耗之外的能耗</translation>
    </message>
    <message>
        <source>Idle power</source>
        <translation>空闲功率</translation>
    </message>
    <message>
        <source> W</source>
        <translation> W</translation>
    </message>
    <message>
        <source>What the device draws anyway while a sample is computed</source>
        <translation>计算样本期间设备本身消耗的功率</translation>
    </message>
    <message>
        <source>Your numbers. A model to compare exits with, not a measurement.</source>
        <translation>数值由您填写。此模型用于比较各出口，并非实测。</translation>
    </message>
</context>
<context>
    <name>exitlab::DeviceTimePanel</name>
    <message>
        <source>Device time</source>
        <translation>设备时间</translation>
    </message>
    <message>
        <source>What is drawn</source>
        <translation>绘制内容</translation>
    </message>
    <message>
        <source>per round</source>
        <translation>每轮</translation>
    </message>
    <message>
        <source>since the start</source>
        <translation>自开始累计</translation>
    </message>
    <message>
        <source>clients of the round</source>
        <translation>本轮的客户端</translation>
    </message>
    <message>
        <source>How long the rounds would take on the clients&apos; devices (Devices: speed and bandwidth of every tier) appears here after the first round. Nothing waits for this time.</source>
        <translation>第一轮之后，此处显示各轮在客户端设备上所需的时间（设备：各档位的速度和带宽）。实际运行不会等待这段时间。</translation>
    </message>
    <message>
        <source>Simulated time on the devices</source>
        <translation>设备上的模拟时间</translation>
    </message>
    <message>
        <source>Simulated time of every client of the round</source>
        <translation>本轮各客户端的模拟时间</translation>
    </message>
    <message>
        <source>client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>simulated time</source>
        <translation>模拟时间</translation>
    </message>
    <message>
        <source>simulated time of a round</source>
        <translation>一轮的模拟时间</translation>
    </message>
    <message>
        <source>simulated time so far</source>
        <translation>累计模拟时间</translation>
    </message>
    <message>
        <source>slowest client</source>
        <translation>最慢客户端</translation>
    </message>
    <message>
        <source>mean of the cohort</source>
        <translation>参与组均值</translation>
    </message>
    <message>
        <source>tier %1</source>
        <translation>档位 %1</translation>
    </message>
    <message>
        <source>cohort of round %1</source>
        <translation>第 %1 轮的参与组</translation>
    </message>
</context>
<context>
    <name>exitlab::DifferencesTab</name>
    <message>
        <source>Settings that differ between the runs</source>
        <translation>各运行之间不同的设置</translation>
    </message>
    <message>
        <source>Select two runs or more: the settings in which they differ appear here.</source>
        <translation>选择两个或更多运行：此处显示它们不同的设置。</translation>
    </message>
    <message>
        <source>Select a second run to see in which settings the two differ.</source>
        <translation>再选择一个运行，以查看两者在哪些设置上不同。</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Key of the setting as in the experiment&apos;s file</source>
        <translation>实验文件中该设置的键</translation>
    </message>
    <message>
        <source>No. %1</source>
        <translation>编号 %1</translation>
    </message>
    <message>
        <source>This run does not have the setting, or it has no effect there</source>
        <translation>此运行没有该设置，或该设置在此不起作用</translation>
    </message>
    <message>
        <source>These runs have the same settings and seed.</source>
        <translation>这些运行的设置和随机种子相同。</translation>
    </message>
</context>
<context>
    <name>exitlab::DockBoard</name>
    <message>
        <source>Docks</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Show or hide the dock %1</source>
        <translation>显示或隐藏面板“%1”</translation>
    </message>
</context>
<context>
    <name>exitlab::DockPanel</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>exit %1</source>
        <translation>出口 %1</translation>
    </message>
</context>
<context>
    <name>exitlab::DockTitle</name>
    <message>
        <source>Detach or attach this dock</source>
        <translation>浮动或停靠此面板</translation>
    </message>
    <message>
        <source>Close this dock; the Docks menu opens it again</source>
        <translation>关闭此面板；可从“面板”菜单重新打开</translation>
    </message>
    <message>
        <source>Axes, smoothing, table and export of the plot of %1</source>
        <translation>“%1”图的坐标轴、平滑、表格和导出</translation>
    </message>
</context>
<context>
    <name>exitlab::EngineService</name>
    <message>
        <source>The methods could not be loaded; stored runs can be looked at.</source>
        <translation>无法加载方法；仍可查看已保存的运行。</translation>
    </message>
</context>
<context>
    <name>exitlab::ExitClientsModel</name>
    <message>
        <source>Share of the MACs of the last exit that is saved</source>
        <translation>相对于最后出口 MACs 节省的比例</translation>
    </message>
    <message>
        <source>Share of the client&apos;s samples that leave at exit %1</source>
        <translation>该客户端的样本中从出口 %1 退出的比例</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Accuracy, %</source>
        <translation>准确率，%</translation>
    </message>
    <message>
        <source>MACs</source>
        <translation>MACs</translation>
    </message>
    <message>
        <source>Saving, %</source>
        <translation>节省，%</translation>
    </message>
    <message>
        <source>Latency, ms</source>
        <translation>延迟，ms</translation>
    </message>
    <message>
        <source>Energy, mJ</source>
        <translation>能耗，mJ</translation>
    </message>
    <message>
        <source>Exit %1, %</source>
        <translation>出口 %1，%</translation>
    </message>
</context>
<context>
    <name>exitlab::ExitCostModel</name>
    <message>
        <source>Exit %1</source>
        <translation>出口 %1</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>出口</translation>
    </message>
    <message>
        <source>After</source>
        <translation>接于</translation>
    </message>
    <message>
        <source>Stage par.</source>
        <translation>阶段参数</translation>
    </message>
    <message>
        <source>Head par.</source>
        <translation>分类头参数</translation>
    </message>
    <message>
        <source>MACs, 10⁶</source>
        <translation>MACs，10⁶</translation>
    </message>
    <message>
        <source>Of full cost</source>
        <translation>占全部开销</translation>
    </message>
    <message>
        <source>Exits from the shallowest to the deepest</source>
        <translation>出口按由浅到深排列</translation>
    </message>
    <message>
        <source>Where the exit&apos;s head is attached</source>
        <translation>该出口的分类头所接的位置</translation>
    </message>
    <message>
        <source>Parameters of the stages this exit adds to the trunk</source>
        <translation>该出口为主干增加的各阶段的参数数</translation>
    </message>
    <message>
        <source>Parameters of the exit&apos;s own head</source>
        <translation>该出口自身分类头的参数数</translation>
    </message>
    <message>
        <source>Multiply-accumulates from the input to this exit, earlier heads included, for one sample</source>
        <translation>单个样本从输入到该出口的乘加数（MACs），含之前的分类头</translation>
    </message>
    <message>
        <source>Share of the MACs of the last exit</source>
        <translation>占最后出口 MACs 的比例</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上行</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下行</translation>
    </message>
    <message>
        <source>Bytes of what this exit adds that a client sends in a round; what does not travel is personal</source>
        <translation>客户端每轮发送的、由该出口增加部分的字节数；不传输的部分为个性化部分</translation>
    </message>
    <message>
        <source>Bytes of what this exit adds that a client receives in a round</source>
        <translation>客户端每轮接收的、由该出口增加部分的字节数</translation>
    </message>
</context>
<context>
    <name>exitlab::ExitText</name>
    <message>
        <source>Nothing is saved: no sample leaves early.</source>
        <translation>没有节省：没有样本早退。</translation>
    </message>
    <message>
        <source>as many MACs as always using the last exit, for %1 points of accuracy.</source>
        <translation>MACs 与始终使用最后出口相同，准确率低 %1 个百分点。</translation>
    </message>
    <message>
        <source>as many MACs as always using the last exit, and %1 points more accuracy.</source>
        <translation>MACs 与始终使用最后出口相同，准确率高 %1 个百分点。</translation>
    </message>
    <message>
        <source>as many MACs as always using the last exit, at the same accuracy.</source>
        <translation>MACs 与始终使用最后出口相同，准确率相同。</translation>
    </message>
    <message>
        <source>%1 fewer MACs than always using the last exit, for %2 points of accuracy.</source>
        <translation>MACs 比始终使用最后出口少 %1，准确率低 %2 个百分点。</translation>
    </message>
    <message>
        <source>%1 fewer MACs than always using the last exit, and %2 points more accuracy.</source>
        <translation>MACs 比始终使用最后出口少 %1，准确率高 %2 个百分点。</translation>
    </message>
    <message>
        <source>%1 fewer MACs than always using the last exit, at the same accuracy.</source>
        <translation>MACs 比始终使用最后出口少 %1，准确率相同。</translation>
    </message>
    <message>
        <source>%1 is not reached by %2, which comes to %3 at most.</source>
        <translation>%2 达不到 %1，最高为 %3。</translation>
    </message>
    <message>
        <source>At %1 accuracy: as many MACs as %2 (%3 instead of %4).</source>
        <translation>准确率为 %1 时：MACs 与 %2 相同（%3 而非 %4）。</translation>
    </message>
    <message>
        <source>At %1 accuracy: %2 fewer MACs than %3 (%4 instead of %5).</source>
        <translation>准确率为 %1 时：MACs 比 %3 少 %2（%4 而非 %5）。</translation>
    </message>
    <message>
        <source>At %1 accuracy: %2 more MACs than %3 (%4 instead of %5).</source>
        <translation>准确率为 %1 时：MACs 比 %3 多 %2（%4 而非 %5）。</translation>
    </message>
    <message>
        <source>%1 MACs are too few for %2, which needs %3 at least.</source>
        <translation>%1 MACs 对 %2 而言太少，后者至少需要 %3。</translation>
    </message>
    <message>
        <source>For %1 MACs: as accurate as %2 (%3).</source>
        <translation>MACs 为 %1 时：准确率与 %2 相同（%3）。</translation>
    </message>
    <message>
        <source>For %1 MACs: %2 points more accurate than %3 (%4 instead of %5).</source>
        <translation>MACs 为 %1 时：准确率比 %3 高 %2 个百分点（%4 而非 %5）。</translation>
    </message>
    <message>
        <source>For %1 MACs: %2 points less accurate than %3 (%4 instead of %5).</source>
        <translation>MACs 为 %1 时：准确率比 %3 低 %2 个百分点（%4 而非 %5）。</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心</translation>
    </message>
    <message>
        <source>Budgeted</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Anytime</source>
        <translation>随时</translation>
    </message>
    <message>
        <source>A sample leaves at the first exit whose largest probability reaches the threshold.</source>
        <translation>样本在第一个最大概率达到阈值的出口退出。</translation>
    </message>
    <message>
        <source>A sample leaves at the first exit whose entropy, in nats, is below the threshold.</source>
        <translation>样本在第一个熵（以 nats 计）低于阈值的出口退出。</translation>
    </message>
    <message>
        <source>A sample leaves at the first exit where the best probability is ahead of the second best by the threshold.</source>
        <translation>样本在第一个最大概率领先次大概率达到阈值的出口退出。</translation>
    </message>
    <message>
        <source>A sample leaves when so many exits in a row agree on its class.</source>
        <translation>连续若干个出口对样本的类别预测一致时，样本退出。</translation>
    </message>
    <message>
        <source>Confidence thresholds are fitted on validation samples so that the clients pay at most this share of the full cost; what is shown is then measured on the test samples.</source>
        <translation>在验证集样本上拟合置信度阈值，使各客户端的开销至多为全部开销的这一比例；所显示的结果随后在测试集样本上测得。</translation>
    </message>
    <message>
        <source>Every sample stops at one exit, fixed beforehand, as under a deadline.</source>
        <translation>每个样本都停在事先固定的同一出口，如同有时限的情形。</translation>
    </message>
    <message>
        <source>patience %1</source>
        <translation>耐心 %1</translation>
    </message>
    <message>
        <source>%1 of the MACs</source>
        <translation>%1 的 MACs</translation>
    </message>
    <message>
        <source>exit %1</source>
        <translation>出口 %1</translation>
    </message>
    <message>
        <source>everybody leaves at exit 1</source>
        <translation>全部在出口 1 退出</translation>
    </message>
    <message>
        <source>nobody leaves early</source>
        <translation>无样本早退</translation>
    </message>
    <message>
        <source>threshold %1</source>
        <translation>阈值 %1</translation>
    </message>
    <message>
        <source>budget %1</source>
        <translation>预算 %1</translation>
    </message>
    <message>
        <source>entropy %1</source>
        <translation>熵 %1</translation>
    </message>
    <message>
        <source>margin %1</source>
        <translation>间隔 %1</translation>
    </message>
    <message>
        <source>confidence %1</source>
        <translation>置信度 %1</translation>
    </message>
    <message>
        <source>Thresholds %1, fixed on %2 validation samples, where they cost %3.</source>
        <translation>阈值 %1，由 %2 个验证集样本确定，在这些样本上的开销为 %3。</translation>
    </message>
    <message>
        <source>Thresholds %1, fixed on %2 validation samples of all clients, as these have none; they cost %3 there.</source>
        <translation>阈值 %1，由所有客户端的 %2 个验证集样本确定，因为此处的客户端没有验证集；在这些样本上的开销为 %3。</translation>
    </message>
    <message>
        <source>Thresholds %1, fixed on the %2 test samples themselves, as the run has no validation part: on new samples the cost may be higher than %3.</source>
        <translation>阈值 %1，由这 %2 个测试集样本本身确定，因为该运行没有验证集：在新样本上开销可能高于 %3。</translation>
    </message>
    <message>
        <source>exit %1: nobody</source>
        <translation>出口 %1：无样本退出</translation>
    </message>
    <message>
        <source>exit %1: %2</source>
        <translation>出口 %1：%2</translation>
    </message>
</context>
<context>
    <name>exitlab::ExitsPage</name>
    <message>
        <source>E&amp;xplore exits</source>
        <translation>探索出口(&amp;X)</translation>
    </message>
    <message>
        <source>Ctrl+Shift+X</source>
        <translation>Ctrl+Shift+X</translation>
    </message>
    <message>
        <source>Show what early exits save in the selected run, against the other selected runs</source>
        <translation>显示早退在所选运行中节省多少，并与其他所选运行对照</translation>
    </message>
    <message>
        <source>The exit records could not be read.</source>
        <translation>无法读取出口记录。</translation>
    </message>
    <message>
        <source>The runs with exit records could not be listed.</source>
        <translation>无法列出有出口记录的运行。</translation>
    </message>
    <message>
        <source>Not every run could be compared.</source>
        <translation>部分运行无法比较。</translation>
    </message>
    <message>
        <source>The methods are being loaded; then the images come.</source>
        <translation>正在加载方法；随后显示图像。</translation>
    </message>
    <message>
        <source>The images cannot be shown: %1</source>
        <translation>无法显示图像：%1</translation>
    </message>
</context>
<context>
    <name>exitlab::ExitsView</name>
    <message>
        <source>exit %1</source>
        <translation>出口 %1</translation>
    </message>
    <message>
        <source>All exits</source>
        <translation>所有出口</translation>
    </message>
    <message>
        <source>Exit %1</source>
        <translation>出口 %1</translation>
    </message>
    <message>
        <source>Run %1 · %2 · %3</source>
        <translation>运行 %1 · %2 · %3</translation>
    </message>
    <message>
        <source>Round %1: %2 test samples of %3 clients; %4 validation samples</source>
        <translation>第 %1 轮：%3 个客户端的 %2 个测试集样本；%4 个验证集样本</translation>
    </message>
    <message>
        <source>Here one sees what early exits save. It needs a run that has evaluated its clients: start one in Design. Every run keeps the predictions of its last evaluation unless evaluation.records is none.</source>
        <translation>此处显示早退节省多少。需要一个已评估其客户端的运行：请在“设计”中启动。除非 evaluation.records 为 none，每个运行都保留最后一次评估的预测。</translation>
    </message>
    <message>
        <source>Select a run at the left.</source>
        <translation>请在左侧选择一个运行。</translation>
    </message>
    <message>
        <source>Mean over clients</source>
        <translation>客户端均值</translation>
    </message>
    <message>
        <source>Over samples</source>
        <translation>样本均值</translation>
    </message>
    <message>
        <source>%1. %2: %3</source>
        <translation>%1。%2：%3</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Expected MACs</source>
        <translation>期望 MACs</translation>
    </message>
    <message>
        <source>Multiply-accumulates per sample</source>
        <translation>每个样本的乘加数（MACs）</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>节省</translation>
    </message>
    <message>
        <source>Share of the MACs of the last exit</source>
        <translation>相对于最后出口 MACs 的比例</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1; always using the last exit: %2 ms</source>
        <translation>%1；始终使用最后出口：%2 ms</translation>
    </message>
    <message>
        <source>Milliseconds per sample</source>
        <translation>每样本毫秒数</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>能耗</translation>
    </message>
    <message>
        <source>%1 mJ</source>
        <translation>%1 mJ</translation>
    </message>
    <message>
        <source>%1; always using the last exit: %2 mJ</source>
        <translation>%1；始终使用最后出口：%2 mJ</translation>
    </message>
    <message>
        <source>Millijoules per sample</source>
        <translation>每样本毫焦数</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>one exit for every sample</source>
        <translation>所有样本用同一出口</translation>
    </message>
    <message>
        <source>run %1 (%2)</source>
        <translation>运行 %1（%2）</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>How accuracy and cost are averaged</source>
        <translation>准确率与开销的平均方式</translation>
    </message>
    <message>
        <source>Every client alike, or every sample alike: for numbers, curves and sentences</source>
        <translation>各客户端等权，或各样本等权：用于数值、曲线和文字说明</translation>
    </message>
    <message>
        <source>Export this plot or its data, or show it as a table</source>
        <translation>导出此图或其数据，或以表格显示</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>导出“%1”</translation>
    </message>
    <message>
        <source>Show or hide the dock %1</source>
        <translation>显示或隐藏“%1”面板</translation>
    </message>
    <message>
        <source>Accuracy and cost</source>
        <translation>准确率与开销</translation>
    </message>
    <message>
        <source>The curve of the run appears here, with those of the runs ticked at the left.</source>
        <translation>此处显示该运行的曲线，以及左侧勾选的各运行的曲线。</translation>
    </message>
    <message>
        <source>Exits used</source>
        <translation>所用出口</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Share of samples</source>
        <translation>样本占比</translation>
    </message>
    <message>
        <source>Which exits the clients&apos; samples take appears here.</source>
        <translation>此处显示各客户端的样本从哪些出口离开。</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>可靠性</translation>
    </message>
    <message>
        <source>Accuracy by confidence appears here. No sample leaves at this exit now.</source>
        <translation>此处显示各置信度下的准确率。目前没有样本从此出口离开。</translation>
    </message>
    <message>
        <source>Samples that are counted</source>
        <translation>计入的样本</translation>
    </message>
    <message>
        <source>All samples</source>
        <translation>全部样本</translation>
    </message>
    <message>
        <source>Samples that leave there</source>
        <translation>从该处离开的样本</translation>
    </message>
    <message>
        <source>Exit shown as bars</source>
        <translation>柱形所示的出口</translation>
    </message>
    <message>
        <source>Savings in words</source>
        <translation>节省的文字说明</translation>
    </message>
    <message>
        <source>The operating point against fixed exits and the ticked runs, at equal accuracy and cost</source>
        <translation>在准确率相同与开销相同的条件下，工作点与固定出口及勾选运行的比较</translation>
    </message>
    <message>
        <source>Clients at the operating point</source>
        <translation>工作点处的各客户端</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Easy and hard images</source>
        <translation>易与难的图像</translation>
    </message>
    <message>
        <source>&amp;Exits</source>
        <translation>出口(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Find a run with records</source>
        <translation>查找有记录的运行(&amp;F)</translation>
    </message>
    <message>
        <source>Go to the list of runs with exit records</source>
        <translation>转到有出口记录的运行列表</translation>
    </message>
    <message>
        <source>Ctrl+J, F</source>
        <translation>Ctrl+J, F</translation>
    </message>
    <message>
        <source>&amp;Own policy for the selected clients</source>
        <translation>为所选客户端单设策略(&amp;O)</translation>
    </message>
    <message>
        <source>Make a group of the clients selected in the table</source>
        <translation>将表格中所选的客户端设为一组</translation>
    </message>
    <message>
        <source>Ctrl+J, O</source>
        <translation>Ctrl+J, O</translation>
    </message>
    <message>
        <source>Copy &amp;command line</source>
        <translation>复制命令行(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the command that computes the same without a window</source>
        <translation>复制无需窗口即可完成相同计算的命令</translation>
    </message>
    <message>
        <source>Ctrl+J, L</source>
        <translation>Ctrl+J, L</translation>
    </message>
    <message>
        <source>&amp;Export clients as CSV...</source>
        <translation>将客户端导出为 CSV(&amp;E)...</translation>
    </message>
    <message>
        <source>Write the table of clients with all digits</source>
        <translation>写出客户端表格，保留全部数位</translation>
    </message>
    <message>
        <source>Ctrl+J, E</source>
        <translation>Ctrl+J, E</translation>
    </message>
    <message>
        <source>Command line copied</source>
        <translation>命令行已复制</translation>
    </message>
    <message>
        <source>Export clients</source>
        <translation>导出客户端</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Table not written</source>
        <translation>表格未写出</translation>
    </message>
    <message>
        <source>%1: cannot be written: %2</source>
        <translation>%1：无法写入：%2</translation>
    </message>
    <message>
        <source>Policy and device</source>
        <translation>策略与设备</translation>
    </message>
</context>
<context>
    <name>exitlab::ForecastPane</name>
    <message>
        <source>Memory, traffic and time of the run appear here.</source>
        <translation>此处显示运行的内存、通信量和时间。</translation>
    </message>
    <message>
        <source>Stop the probe</source>
        <translation>停止探测</translation>
    </message>
    <message>
        <source>Measure the time</source>
        <translation>测量时间</translation>
    </message>
    <message>
        <source>End the probe; nothing of it is kept</source>
        <translation>结束探测，不保留任何结果</translation>
    </message>
    <message>
        <source>Train and test a few batches on this machine, about a second, to learn the time</source>
        <translation>在本机训练并测试若干批（约一秒），以获知所需时间</translation>
    </message>
    <message>
        <source>A few batches are being trained</source>
        <translation>正在训练若干批</translation>
    </message>
    <message>
        <source>Updating</source>
        <translation>正在更新</translation>
    </message>
    <message>
        <source>The time is measured by a short probe when this page is at rest.</source>
        <translation>此页面空闲时，通过短暂探测测量时间。</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>%1 B; the program itself takes about 200 MB besides</source>
        <translation>%1 B；程序自身另占约 200 MB</translation>
    </message>
    <message>
        <source>Up in total</source>
        <translation>上行总量</translation>
    </message>
    <message>
        <source>Down in total</source>
        <translation>下行总量</translation>
    </message>
    <message>
        <source>A round</source>
        <translation>每轮</translation>
    </message>
    <message>
        <source>Wall time of a round on this machine, tests included</source>
        <translation>本机一轮的实际耗时，含测试</translation>
    </message>
    <message>
        <source>The whole run</source>
        <translation>整个运行</translation>
    </message>
    <message>
        <source>Extrapolated from a short probe on this machine</source>
        <translation>由本机上的短暂探测外推</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>once</source>
        <translation>一份</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>工作线程</translation>
    </message>
    <message numerus="yes">
        <source>%n network(s) with a batch each</source>
        <translation>
            <numerusform>%n 个网络，各含一个批</numerusform>
        </translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>what each keeps</source>
        <translation>各自保留的内容</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>common values and copies of them</source>
        <translation>公共参数及其副本</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>what a cohort of %1 brings back</source>
        <translation>%1 个客户端的参与组传回的内容</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>通信量</translation>
    </message>
    <message>
        <source>per round</source>
        <translation>每轮</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上行</translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n round(s)</source>
        <translation>
            <numerusform>%n 轮共 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下行</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Training of a round</source>
        <translation>每轮训练</translation>
    </message>
    <message numerus="yes">
        <source>%1 samples per second on %n thread(s)</source>
        <translation>
            <numerusform>%n 个线程，每秒 %1 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>Server of a round</source>
        <translation>每轮服务器</translation>
    </message>
    <message>
        <source>combining, and its own training if it has any</source>
        <translation>合并，以及服务器自身的训练（若有）</translation>
    </message>
    <message>
        <source>One test</source>
        <translation>单次测试</translation>
    </message>
    <message>
        <source>of %1 samples</source>
        <translation>共 %1 个样本</translation>
    </message>
    <message>
        <source>One measurement</source>
        <translation>单次测量</translation>
    </message>
    <message>
        <source>of the conflict between exits</source>
        <translation>出口间冲突</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预估</translation>
    </message>
</context>
<context>
    <name>exitlab::FormRow</name>
    <message>
        <source>Reset to %1</source>
        <translation>重置为 %1</translation>
    </message>
    <message>
        <source>Reset %1 to its default</source>
        <translation>将“%1”重置为默认值</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1，单位：%2</translation>
    </message>
</context>
<context>
    <name>exitlab::GalleryModel</name>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1, right, %2 sure</source>
        <translation>%1，正确，置信度 %2</translation>
    </message>
    <message>
        <source>%1, taken for %2, %3 sure</source>
        <translation>%1，误判为 %2，置信度 %3</translation>
    </message>
    <message>
        <source>True class: %1</source>
        <translation>真实类别：%1</translation>
    </message>
    <message>
        <source>Predicted: %1</source>
        <translation>预测：%1</translation>
    </message>
    <message>
        <source>Confidence: %1</source>
        <translation>置信度：%1</translation>
    </message>
    <message>
        <source>Leaves at exit %1</source>
        <translation>从出口 %1 离开</translation>
    </message>
    <message>
        <source>Client %1</source>
        <translation>客户端 %1</translation>
    </message>
    <message>
        <source>Sample %1 of the data set</source>
        <translation>数据集中的样本 %1</translation>
    </message>
    <message>
        <source>Difficulty: %1 of 1</source>
        <translation>难度：%1（最高 1）</translation>
    </message>
</context>
<context>
    <name>exitlab::GalleryView</name>
    <message>
        <source>%1 · d %2</source>
        <translation>%1 · d %2</translation>
    </message>
    <message>
        <source>Which images: right, wrong or both</source>
        <translation>显示哪些图像：正确、错误或两者</translation>
    </message>
    <message>
        <source>Right and wrong</source>
        <translation>正确与错误</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Order of the images: by confidence</source>
        <translation>图像顺序：按置信度</translation>
    </message>
    <message>
        <source>Easy first</source>
        <translation>先易后难</translation>
    </message>
    <message>
        <source>Hard first</source>
        <translation>先难后易</translation>
    </message>
    <message>
        <source>Whose test images</source>
        <translation>哪个客户端的测试图像</translation>
    </message>
    <message>
        <source>All clients</source>
        <translation>全部客户端</translation>
    </message>
    <message>
        <source>Client %1</source>
        <translation>客户端 %1</translation>
    </message>
    <message>
        <source>Images that leave at exit %1</source>
        <translation>从出口 %1 离开的图像</translation>
    </message>
    <message>
        <source>Exit %1: %2 images, the first %3 of them</source>
        <translation>出口 %1：%2 张图像，显示前 %3 张</translation>
    </message>
    <message>
        <source>Exit %1: %2 images</source>
        <translation>出口 %1：%2 张图像</translation>
    </message>
    <message>
        <source>No test image is like that. Choose others above.</source>
        <translation>没有符合条件的测试图像。请在上方另选。</translation>
    </message>
    <message>
        <source>The test images appear here by the exit they take, once a run is chosen.</source>
        <translation>选定运行后，此处按离开的出口显示测试图像。</translation>
    </message>
    <message>
        <source>Easy and hard images</source>
        <translation>易与难的图像</translation>
    </message>
</context>
<context>
    <name>exitlab::GridView</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the selected cells, separated by tabs</source>
        <translation>复制所选单元格，以制表符分隔</translation>
    </message>
    <message>
        <source>Copy table as CSV</source>
        <translation>将表格复制为 CSV</translation>
    </message>
    <message>
        <source>Copy the whole table with all digits</source>
        <translation>复制整个表格，保留全部数位</translation>
    </message>
</context>
<context>
    <name>exitlab::GroupsTab</name>
    <message>
        <source>Measure</source>
        <translation>度量</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>比较的量</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>The group that the others are tested against, paired by seed</source>
        <translation>其他各组与之检验的组，按随机种子配对</translation>
    </message>
    <message>
        <source>Groups of runs that differ in the seed only</source>
        <translation>仅随机种子不同的运行所成的组</translation>
    </message>
    <message>
        <source>Select runs in the table: those that differ in the seed only are one group here, with mean, deviation and a test against a baseline.</source>
        <translation>在表格中选择运行：仅随机种子不同的运行在此归为一组，给出均值、标准差以及与基线的检验。</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Method, and what tells the group from the others</source>
        <translation>方法，以及该组与其他组的区别</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>Seeds, each counted once</source>
        <translation>随机种子数，每个只计一次</translation>
    </message>
    <message>
        <source>Mean over seeds</source>
        <translation>对随机种子取均值</translation>
    </message>
    <message>
        <source>Std</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Sample standard deviation over seeds (n - 1)</source>
        <translation>对随机种子的样本标准差（n - 1）</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>Smallest value over seeds</source>
        <translation>各随机种子中的最小值</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Largest value over seeds</source>
        <translation>各随机种子中的最大值</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Mean difference to the baseline over common seeds</source>
        <translation>在共同随机种子上与基线的平均差值</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>配对数</translation>
    </message>
    <message>
        <source>Seeds that both groups have</source>
        <translation>两组共有的随机种子</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>Two-sided, corrected resampled paired t-test</source>
        <translation>双侧，校正重采样配对 t 检验</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Of the group against the baseline at the chosen level</source>
        <translation>在所选显著性水平下，该组相对于基线</translation>
    </message>
    <message>
        <source>seed %1: no. %2</source>
        <translation>随机种子 %1：运行 %2</translation>
    </message>
    <message>
        <source>runs of the same seeds left out: %1</source>
        <translation>随机种子重复而略去的运行：%1</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>&lt; 0.0001</source>
        <translation>&lt; 0.0001</translation>
    </message>
    <message>
        <source>Paired by seed; corrected resampled t-test (Nadeau and Bengio 2003): variance times 1/n + test / training samples of the runs&apos; own split. Each comparison by itself, not corrected for their number.</source>
        <translation>按随机种子配对；校正重采样 t 检验（Nadeau and Bengio 2003）：方差乘以 1/n + 测试样本数 / 训练样本数，取自运行自身的划分。各项比较单独进行，未作多重比较校正。</translation>
    </message>
    <message>
        <source>Runs that are equal in everything but the seed are a group. Choose a baseline to test against.</source>
        <translation>除随机种子外完全相同的运行为一组。请选择用于检验的基线。</translation>
    </message>
</context>
<context>
    <name>exitlab::HeatMap</name>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>not opened yet</source>
        <translation>尚未开放</translation>
    </message>
    <message>
        <source>open</source>
        <translation>开放</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>last exit only</source>
        <translation>仅最后出口</translation>
    </message>
    <message>
        <source>up to exit %1</source>
        <translation>至出口 %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1，%2：%3</translation>
    </message>
    <message>
        <source>%1 x %2 cells, none measured</source>
        <translation>%1 x %2 个单元格，均未测量</translation>
    </message>
    <message>
        <source>%1 x %2 cells, %3 measured, from %4 to %5</source>
        <translation>%1 x %2 个单元格，已测量 %3 个，范围 %4 至 %5</translation>
    </message>
    <message>
        <source>Colours over the range of the data</source>
        <translation>按数据范围着色</translation>
    </message>
    <message>
        <source>Small differences become visible; pictures of other rounds and runs compare no more</source>
        <translation>可看出细小差异；但与其他轮、其他运行的图不再可比</translation>
    </message>
</context>
<context>
    <name>exitlab::HelpPanel</name>
    <message>
        <source>Help on the current setting</source>
        <translation>当前设置的帮助</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Go to a setting, or rest the pointer on one, to read what it does, its formula and where its default comes from.</source>
        <translation>转到某项设置或将指针停在其上，即可阅读其作用、公式及默认值的来源。</translation>
    </message>
</context>
<context>
    <name>exitlab::HistogramPanel</name>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>Distributions that the method itself counts appear here, by name and for every round, as soon as it reports them.</source>
        <translation>方法自身统计的分布一经报告，即按名称和轮显示于此。</translation>
    </message>
</context>
<context>
    <name>exitlab::ImageGrid</name>
    <message>
        <source>row %1, column %2</source>
        <translation>第 %1 行，第 %2 列</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 x %2 pixels, mean %3, from %4 to %5</source>
        <translation>%1 x %2 像素，均值 %3，范围 %4 至 %5</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>mean (0-255)</source>
        <translation>均值（0-255）</translation>
    </message>
    <message>
        <source>least</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>most</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>%1 pictures of %2 x %3 pixels</source>
        <translation>%1 张图，每张 %2 x %3 像素</translation>
    </message>
</context>
<context>
    <name>exitlab::ImagesPanel</name>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Pictures that the method itself makes, such as generated samples, appear here, by name and for every round, as soon as it reports them.</source>
        <translation>方法自身产生的图（如生成的样本）一经报告，即按名称和轮显示于此。</translation>
    </message>
</context>
<context>
    <name>exitlab::LogModel</name>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>exitlab::LogPanel</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Messages, checkpoints and the end of the run appear here as they happen.</source>
        <translation>消息、检查点及运行的结束在发生时显示于此。</translation>
    </message>
    <message>
        <source>Lowest level</source>
        <translation>最低级别</translation>
    </message>
    <message>
        <source>all levels</source>
        <translation>所有级别</translation>
    </message>
    <message>
        <source>warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>错误</translation>
    </message>
</context>
<context>
    <name>exitlab::LossPanel</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Terms of the local loss</source>
        <translation>本地损失的各项</translation>
    </message>
    <message>
        <source>Every named term of the local loss, and their total, appear here after the first round.</source>
        <translation>第一轮之后，此处显示本地损失的各命名项及其总和。</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>total</source>
        <translation>总和</translation>
    </message>
</context>
<context>
    <name>exitlab::MainWindow</name>
    <message>
        <source>Design</source>
        <translation>设计</translation>
    </message>
    <message>
        <source>Set up an experiment</source>
        <translation>设置实验</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>观察</translation>
    </message>
    <message>
        <source>Follow runs as they happen</source>
        <translation>实时跟踪运行</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>Every stored run</source>
        <translation>所有已保存的运行</translation>
    </message>
    <message>
        <source>A method could not be loaded.</source>
        <translation>有方法未能载入。</translation>
    </message>
    <message>
        <source>The settings of the last session could not be restored.</source>
        <translation>未能恢复上次会话的设置。</translation>
    </message>
    <message>
        <source>Settings of run %1</source>
        <translation>运行 %1 的设置</translation>
    </message>
    <message>
        <source>The settings of run %1 cannot be used here.</source>
        <translation>运行 %1 的设置无法在此使用。</translation>
    </message>
    <message>
        <source>The run database cannot be used</source>
        <translation>无法使用运行数据库</translation>
    </message>
    <message>
        <source>The run database is being opened</source>
        <translation>正在打开运行数据库</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Close ExitLab; a run in progress is asked about</source>
        <translation>关闭 ExitLab；若有运行正在进行，会先询问</translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation>Ctrl+Q</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>Light or dark as the system</source>
        <translation>浅色或深色，跟随系统</translation>
    </message>
    <message>
        <source>Ctrl+Alt+S</source>
        <translation>Ctrl+Alt+S</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>Dark on light</source>
        <translation>浅底深字</translation>
    </message>
    <message>
        <source>Ctrl+Alt+L</source>
        <translation>Ctrl+Alt+L</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>Light on dark</source>
        <translation>深底浅字</translation>
    </message>
    <message>
        <source>Ctrl+Alt+D</source>
        <translation>Ctrl+Alt+D</translation>
    </message>
    <message>
        <source>&amp;Docks of the run</source>
        <translation>运行的面板(&amp;D)</translation>
    </message>
    <message>
        <source>Show and hide the plots of the run on the Watch page</source>
        <translation>显示或隐藏“观察”页上该运行的各图</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>Put every panel back where it was at first</source>
        <translation>将所有面板恢复到初始位置</translation>
    </message>
    <message>
        <source>Ctrl+Alt+0</source>
        <translation>Ctrl+Alt+0</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>Use the whole screen, or go back</source>
        <translation>使用整个屏幕，或恢复原状</translation>
    </message>
    <message>
        <source>F11</source>
        <translation>F11</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>The language of the system</source>
        <translation>系统语言</translation>
    </message>
    <message>
        <source>Ctrl+Alt+Shift+S</source>
        <translation>Ctrl+Alt+Shift+S</translation>
    </message>
    <message>
        <source>English texts</source>
        <translation>英文界面</translation>
    </message>
    <message>
        <source>Ctrl+Alt+Shift+E</source>
        <translation>Ctrl+Alt+Shift+E</translation>
    </message>
    <message>
        <source>Simplified Chinese texts</source>
        <translation>简体中文界面</translation>
    </message>
    <message>
        <source>Ctrl+Alt+Shift+C</source>
        <translation>Ctrl+Alt+Shift+C</translation>
    </message>
    <message>
        <source>The language changes when ExitLab is opened next; a run is in progress</source>
        <translation>有运行正在进行；语言将在下次打开 ExitLab 时切换</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Keyboard &amp;shortcuts</source>
        <translation>键盘快捷键(&amp;S)</translation>
    </message>
    <message>
        <source>List every action with its keys</source>
        <translation>列出所有操作及其按键</translation>
    </message>
    <message>
        <source>&amp;What&apos;s this</source>
        <translation>这是什么(&amp;W)</translation>
    </message>
    <message>
        <source>Then click on what you want explained</source>
        <translation>然后点击需要说明的对象</translation>
    </message>
    <message>
        <source>Shift+F1</source>
        <translation>Shift+F1</translation>
    </message>
    <message>
        <source>&amp;Methods</source>
        <translation>方法(&amp;M)</translation>
    </message>
    <message>
        <source>List the loaded methods and what could not be loaded</source>
        <translation>列出已载入的方法以及未能载入的内容</translation>
    </message>
    <message>
        <source>Ctrl+Alt+M</source>
        <translation>Ctrl+Alt+M</translation>
    </message>
    <message>
        <source>&amp;About ExitLab</source>
        <translation>关于 ExitLab(&amp;A)</translation>
    </message>
    <message>
        <source>Version, licence and where the runs are kept</source>
        <translation>版本、许可证及运行的存放位置</translation>
    </message>
    <message>
        <source>Ctrl+Alt+I</source>
        <translation>Ctrl+Alt+I</translation>
    </message>
    <message>
        <source>Exits</source>
        <translation>出口</translation>
    </message>
    <message>
        <source>What early exits save</source>
        <translation>早退的节省效果</translation>
    </message>
    <message>
        <source>Run %1 cannot be repeated here.</source>
        <translation>运行 %1 无法在此重复。</translation>
    </message>
    <message>
        <source>settings of run %1</source>
        <translation>运行 %1 的设置</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>Table of &amp;runs</source>
        <translation>运行表格(&amp;R)</translation>
    </message>
</context>
<context>
    <name>exitlab::MatrixPanel</name>
    <message>
        <source>round %1</source>
        <translation>第 %1 轮</translation>
    </message>
</context>
<context>
    <name>exitlab::MethodPanel</name>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Everything that the method itself reports appears here, by name, as soon as it reports it.</source>
        <translation>方法自身报告的一切内容一经报告，即按名称显示于此。</translation>
    </message>
    <message>
        <source>Method results</source>
        <translation>方法结果</translation>
    </message>
    <message>
        <source>round %1</source>
        <translation>第 %1 轮</translation>
    </message>
</context>
<context>
    <name>exitlab::NetworkDiagram</name>
    <message>
        <source>Diagram of the network</source>
        <translation>网络结构图</translation>
    </message>
    <message>
        <source>exit %1 after %2 at %3 of the full cost</source>
        <translation>出口 %1，位于 %2 之后，占全部开销的 %3</translation>
    </message>
    <message>
        <source>%1 par.</source>
        <translation>%1 参数</translation>
    </message>
    <message>
        <source>Exit %1</source>
        <translation>出口 %1</translation>
    </message>
    <message>
        <source>%1 of cost</source>
        <translation>开销的 %1</translation>
    </message>
    <message>
        <source>%1: %2 parameters</source>
        <translation>%1：%2 个参数</translation>
    </message>
    <message numerus="yes">
        <source>Tier %1: %n client(s), %2 of the width</source>
        <translation>
            <numerusform>档位 %1：%n 个客户端，宽度的 %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tier %1: %n client(s)</source>
        <translation>
            <numerusform>档位 %1：%n 个客户端</numerusform>
        </translation>
    </message>
    <message>
        <source>Exit %1: %2 parameters in its head, %3 MACs from the input to here; what it adds costs %4 up and %5 down per client and round</source>
        <translation>出口 %1：分类头含 %2 个参数，从输入到此处 %3 MACs；其新增部分使每客户端每轮上行 %4、下行 %5</translation>
    </message>
    <message numerus="yes">
        <source>%1. Each holds %2 parameters in %n exit(s), sends %3 and receives %4 in a round.</source>
        <translation>
            <numerusform>%1。每个客户端持有 %2 个参数、%n 个出口，每轮发送 %3、接收 %4。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::NetworkPane</name>
    <message>
        <source>The network&apos;s exits and their cost appear here.</source>
        <translation>此处显示网络的各出口及其开销。</translation>
    </message>
    <message>
        <source>Cost of each exit</source>
        <translation>各出口的开销</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Full cost</source>
        <translation>全部开销</translation>
    </message>
    <message>
        <source>%1 M MACs</source>
        <translation>%1 M MACs</translation>
    </message>
    <message>
        <source>Multiply-accumulates of one sample through every exit</source>
        <translation>一个样本通过所有出口的乘加数（MACs）</translation>
    </message>
    <message>
        <source>Up per client, round</source>
        <translation>每客户端每轮上行</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>Down per client, round</source>
        <translation>每客户端每轮下行</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>What the devices of each tier hold</source>
        <translation>各档位设备持有的部分</translation>
    </message>
    <message>
        <source>Every client holds the whole network, whatever its device. Methods for devices of different capacity divide it when there are two device tiers or more.</source>
        <translation>无论设备如何，每个客户端都持有整个网络。有两个或更多设备档位时，面向不同能力设备的方法会划分网络。</translation>
    </message>
    <message>
        <source>What the devices of each tier hold of the network:</source>
        <translation>各档位设备持有的网络部分：</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
</context>
<context>
    <name>exitlab::OverlayTab</name>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Every run by itself, or repetitions by seed as one mean with a band</source>
        <translation>逐个显示运行，或将不同随机种子的重复合为一条附波动带的均值曲线</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Groups by seed</source>
        <translation>按随机种子分组</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>What the curves show</source>
        <translation>曲线显示的内容</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>出口</translation>
    </message>
    <message>
        <source>Exit that the metric is taken at</source>
        <translation>取该指标的出口</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation>水平坐标轴</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Bytes sent</source>
        <translation>已传输字节</translation>
    </message>
    <message>
        <source>Wall time</source>
        <translation>实际耗时</translation>
    </message>
    <message>
        <source>Runs compared</source>
        <translation>运行比较</translation>
    </message>
    <message>
        <source>The chosen runs have not told this metric yet.</source>
        <translation>所选运行尚未给出此指标。</translation>
    </message>
    <message>
        <source>Select runs in the table: their curves appear here, each run in its own colour.</source>
        <translation>在表格中选择运行：其曲线显示于此，每个运行一种颜色。</translation>
    </message>
    <message>
        <source>Mean over exits</source>
        <translation>各出口均值</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Exit %1</source>
        <translation>出口 %1</translation>
    </message>
    <message>
        <source>%1 (n = %2)</source>
        <translation>%1（n = %2）</translation>
    </message>
    <message>
        <source>%1, exit %2</source>
        <translation>%1，出口 %2</translation>
    </message>
    <message>
        <source>%1, mean over exits</source>
        <translation>%1，各出口均值</translation>
    </message>
    <message>
        <source>round</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>bytes sent, up and down</source>
        <translation>已传输字节，上行与下行</translation>
    </message>
    <message>
        <source>wall time</source>
        <translation>实际耗时</translation>
    </message>
    <message>
        <source>mean over seeds, band ± 1 standard deviation</source>
        <translation>对随机种子取均值，带为 ± 1 标准差</translation>
    </message>
</context>
<context>
    <name>exitlab::PageRail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>exitlab::PartitionPane</name>
    <message>
        <source>The clients&apos; samples appear here.</source>
        <translation>此处显示各客户端的样本。</translation>
    </message>
    <message>
        <source>Samples per client and class</source>
        <translation>各客户端各类别的样本数</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Samples per client</source>
        <translation>每客户端样本数</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Label entropy per client</source>
        <translation>每客户端标签熵</translation>
    </message>
    <message>
        <source>Label entropy, nats</source>
        <translation>标签熵，nats</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Label entropy</source>
        <translation>标签熵</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Training, validation and test samples of all clients</source>
        <translation>所有客户端的训练、验证与测试样本</translation>
    </message>
    <message>
        <source>Smallest and largest</source>
        <translation>最小与最大</translation>
    </message>
    <message>
        <source>Samples of the smallest and of the largest client</source>
        <translation>样本最少与最多的客户端的样本数</translation>
    </message>
    <message>
        <source>%1 nats</source>
        <translation>%1 nats</translation>
    </message>
    <message>
        <source>Mean over clients: %1 % of an equal mixture of %2 classes</source>
        <translation>对客户端取均值：为 %2 个类别均匀混合时的 %1 %</translation>
    </message>
    <message>
        <source>updating</source>
        <translation>正在更新</translation>
    </message>
    <message>
        <source>Drop the hand edits</source>
        <translation>放弃手动修改</translation>
    </message>
    <message>
        <source>Go back to the partition as it is drawn</source>
        <translation>恢复为抽取得到的数据划分</translation>
    </message>
    <message>
        <source>Bars by part</source>
        <translation>柱形按子集</translation>
    </message>
    <message>
        <source>Bars by class</source>
        <translation>柱形按类别</translation>
    </message>
    <message>
        <source>Stack each client&apos;s samples by training, validation and test, or by class</source>
        <translation>将每个客户端的样本按训练、验证与测试堆叠，或按类别堆叠</translation>
    </message>
    <message>
        <source>What the bars are stacked by</source>
        <translation>柱形的堆叠依据</translation>
    </message>
    <message>
        <source>Click a cell, or press Enter on it, to set its number of samples by hand</source>
        <translation>点击单元格或在其上按 Enter 键，可手动设置其样本数</translation>
    </message>
    <message>
        <source>change of %1 at client %2</source>
        <translation>更改客户端 %2 的类别“%1”</translation>
    </message>
    <message>
        <source>reset of client %1</source>
        <translation>重置客户端 %1</translation>
    </message>
    <message>
        <source>reset of all clients</source>
        <translation>重置所有客户端</translation>
    </message>
    <message>
        <source>Set by hand</source>
        <translation>手动设置</translation>
    </message>
    <message numerus="yes">
        <source>%n cell(s)</source>
        <translation>
            <numerusform>%n 个单元格</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::PhaseBar</name>
    <message>
        <source>Time split of the last rounds</source>
        <translation>最近几轮的时间构成</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1：%2，%3</translation>
    </message>
    <message>
        <source>Mean of the last rounds by phase</source>
        <translation>最近几轮各阶段用时的平均</translation>
    </message>
</context>
<context>
    <name>exitlab::PivotTab</name>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>What a row stands for</source>
        <translation>行代表什么</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>What a column stands for</source>
        <translation>列代表什么</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>What the cells show</source>
        <translation>单元格显示什么</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>The row that the others are tested against, paired by seed</source>
        <translation>其他行与之做检验的行，按随机种子配对</translation>
    </message>
    <message>
        <source>Pivot table of the runs</source>
        <translation>运行的透视表</translation>
    </message>
    <message>
        <source>LaTeX</source>
        <translation>LaTeX</translation>
    </message>
    <message>
        <source>Copy the table as LaTeX (booktabs)</source>
        <translation>以 LaTeX (booktabs) 格式复制表格</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Copy the table as CSV with all digits</source>
        <translation>以 CSV 格式复制表格，保留全部位数</translation>
    </message>
    <message>
        <source>Save...</source>
        <translation>保存...</translation>
    </message>
    <message>
        <source>Write the table to a .tex or .csv file</source>
        <translation>将表格写入 .tex 或 .csv 文件</translation>
    </message>
    <message>
        <source>Select runs in the table: a table of methods by data sets appears here, as papers print it.</source>
        <translation>在表格中选择运行：此处将显示方法与数据集的交叉表，与论文中的样式相同。</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>W / T / L</source>
        <translation>胜 / 平 / 负</translation>
    </message>
    <message>
        <source>Wins, ties and losses against the baseline over the columns</source>
        <translation>各列中相对基线的胜、平、负次数</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 over %2 seeds</source>
        <translation>%1，%2 个随机种子</translation>
    </message>
    <message>
        <source>Runs of %1 different settings; see Differences</source>
        <translation>含 %1 种不同设置的运行；见“差异”</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>%1 / %2 / %3</source>
        <translation>%1 / %2 / %3</translation>
    </message>
    <message>
        <source>None of the chosen runs has both values; choose other rows or columns.</source>
        <translation>所选运行均不同时具有这两个值；请选择其他行或列。</translation>
    </message>
    <message>
        <source>%1: mean ± standard deviation over seeds (number of seeds); the best of each column is bold.</source>
        <translation>%1：随机种子间的均值 ± 标准差（随机种子数）；每列最佳值加粗。</translation>
    </message>
    <message>
        <source>Marks: better or worse than %1 by the corrected resampled paired t-test at level %2.</source>
        <translation>标记：按校正重采样配对 t 检验，在显著性水平 %2 下优于或劣于 %1。</translation>
    </message>
    <message>
        <source>Some cells hold runs of more than one setting; they are not tested.</source>
        <translation>部分单元格包含多种设置的运行，不做检验。</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>保存表格</translation>
    </message>
    <message>
        <source>LaTeX (*.tex)</source>
        <translation>LaTeX (*.tex)</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
</context>
<context>
    <name>exitlab::PlotBase</name>
    <message>
        <source>Reset zoom</source>
        <translation>重置缩放</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>以表格显示</translation>
    </message>
    <message>
        <source>Export figure, one column (88 mm)…</source>
        <translation>导出图形，单栏（88 mm）…</translation>
    </message>
    <message>
        <source>Export figure, two columns (180 mm)…</source>
        <translation>导出图形，双栏（180 mm）…</translation>
    </message>
    <message>
        <source>Export data as CSV…</source>
        <translation>将数据导出为 CSV…</translation>
    </message>
    <message>
        <source>%1: the name must end in .pdf, .svg, .png or .csv</source>
        <translation>%1：文件名须以 .pdf、.svg、.png 或 .csv 结尾</translation>
    </message>
    <message>
        <source>%1: cannot be written: %2</source>
        <translation>%1：无法写入：%2</translation>
    </message>
    <message>
        <source>Export figure</source>
        <translation>导出图形</translation>
    </message>
    <message>
        <source>PDF (*.pdf);;SVG (*.svg);;PNG, 300 dpi (*.png)</source>
        <translation>PDF (*.pdf);;SVG (*.svg);;PNG, 300 dpi (*.png)</translation>
    </message>
    <message>
        <source>Figure not written</source>
        <translation>图形未写入</translation>
    </message>
    <message>
        <source>Export data</source>
        <translation>导出数据</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Data not written</source>
        <translation>数据未写入</translation>
    </message>
    <message>
        <source>Show everything again (double click, or 0)</source>
        <translation>恢复显示全部内容（双击，或按 0）</translation>
    </message>
    <message>
        <source>The numbers behind the picture, sortable, to copy</source>
        <translation>图形背后的数值，可排序、可复制</translation>
    </message>
    <message>
        <source>PDF, SVG or PNG in the light theme</source>
        <translation>浅色主题的 PDF、SVG 或 PNG</translation>
    </message>
    <message>
        <source>Every point with all its digits</source>
        <translation>每个点，保留全部位数</translation>
    </message>
</context>
<context>
    <name>exitlab::PlotTableModel</name>
    <message>
        <source>Copy as CSV</source>
        <translation>复制为 CSV</translation>
    </message>
</context>
<context>
    <name>exitlab::PolicyPanel</name>
    <message>
        <source>&amp;Add group of clients</source>
        <translation>添加客户端组(&amp;A)</translation>
    </message>
    <message>
        <source>Give some clients a policy or a budget of their own</source>
        <translation>为部分客户端单独设定策略或预算</translation>
    </message>
    <message>
        <source>Ctrl+J, +</source>
        <translation>Ctrl+J, +</translation>
    </message>
    <message>
        <source>&amp;Remove group of clients</source>
        <translation>移除客户端组(&amp;R)</translation>
    </message>
    <message>
        <source>Let these clients do as the rest of the fleet</source>
        <translation>让这些客户端与其余客户端一致</translation>
    </message>
    <message>
        <source>Ctrl+J, -</source>
        <translation>Ctrl+J, -</translation>
    </message>
    <message>
        <source>Whose policy is shown below: the fleet&apos;s or a group&apos;s</source>
        <translation>下方显示谁的策略：全体客户端的或某一组的</translation>
    </message>
    <message>
        <source>Policy of</source>
        <translation>策略对象</translation>
    </message>
    <message>
        <source>0-4, 7</source>
        <translation>0-4, 7</translation>
    </message>
    <message>
        <source>Clients of this group: numbers and ranges, as they stand in the plots</source>
        <translation>该组的客户端：编号与范围，与图中编号一致</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>What decides whether a sample leaves at an exit</source>
        <translation>样本是否在某个出口离开的判据</translation>
    </message>
    <message>
        <source>Leave by</source>
        <translation>离开依据</translation>
    </message>
    <message>
        <source>One threshold for all exits</source>
        <translation>所有出口使用同一阈值</translation>
    </message>
    <message>
        <source>Untick it to give each exit a threshold of its own</source>
        <translation>取消勾选后可为每个出口单独设定阈值</translation>
    </message>
    <message>
        <source>How many exits in a row must agree</source>
        <translation>须有多少个连续出口结果一致</translation>
    </message>
    <message>
        <source> exits agree</source>
        <translation> 个出口一致</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Share of the MACs of the last exit that these clients may spend on average</source>
        <translation>这些客户端平均可使用的 MACs，以最后出口 MACs 的占比表示</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>The exit at which every sample stops</source>
        <translation>所有样本停止的出口</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>出口</translation>
    </message>
    <message>
        <source>Exit %1</source>
        <translation>出口 %1</translation>
    </message>
    <message>
        <source>All clients</source>
        <translation>所有客户端</translation>
    </message>
    <message>
        <source>All other clients</source>
        <translation>所有其他客户端</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>新组</translation>
    </message>
    <message>
        <source>Clients %1</source>
        <translation>客户端 %1</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Name the clients of the new group: numbers and ranges such as 0-4, 7.</source>
        <translation>请指定新组的客户端：编号与范围，例如 0-4, 7。</translation>
    </message>
    <message>
        <source>&quot;%1&quot;: expected numbers and ranges such as 0-4, 7.</source>
        <translation>“%1”：应为编号与范围，例如 0-4, 7。</translation>
    </message>
    <message>
        <source>Clients %1: %2</source>
        <translation>客户端 %1：%2</translation>
    </message>
</context>
<context>
    <name>exitlab::PresetMenu</name>
    <message>
        <source>&amp;Presets</source>
        <translation>预设(&amp;P)</translation>
    </message>
    <message>
        <source>Find a preset</source>
        <translation>查找预设</translation>
    </message>
    <message>
        <source>Words of the name, the method, the data set or the description</source>
        <translation>名称、方法、数据集或说明中的词</translation>
    </message>
    <message>
        <source>No preset has these words</source>
        <translation>没有预设包含这些词</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>No presets found</source>
        <translation>未找到预设</translation>
    </message>
    <message>
        <source>%1. The files of %2 are not in the data folder; `exitlab-cli datasets check %2` says which.</source>
        <translation>%1。数据文件夹中缺少 %2 的文件；可用 `exitlab-cli datasets check %2` 查看缺少哪些。</translation>
    </message>
</context>
<context>
    <name>exitlab::QueueController</name>
    <message>
        <source>The queue could not be read.</source>
        <translation>无法读取队列。</translation>
    </message>
    <message numerus="yes">
        <source>%n added to the queue</source>
        <translation>
            <numerusform>已将 %n 个运行加入队列</numerusform>
        </translation>
    </message>
    <message>
        <source>The run could not be stored.</source>
        <translation>无法保存该运行。</translation>
    </message>
    <message>
        <source>The race could not be stored.</source>
        <translation>无法保存该对比运行。</translation>
    </message>
    <message>
        <source>Run %1 cannot be resumed.</source>
        <translation>运行 %1 无法继续。</translation>
    </message>
    <message>
        <source>Run %1 cannot be branched after round %2.</source>
        <translation>运行 %1 无法在第 %2 轮之后建立分支。</translation>
    </message>
    <message>
        <source>The queue could not be stored.</source>
        <translation>无法保存队列。</translation>
    </message>
    <message>
        <source>Run %1 cannot wait in the queue.</source>
        <translation>运行 %1 无法加入队列等待。</translation>
    </message>
    <message>
        <source>The queue could not be changed.</source>
        <translation>无法更改队列。</translation>
    </message>
    <message>
        <source>The next run of the queue could not be begun.</source>
        <translation>无法开始队列中的下一个运行。</translation>
    </message>
    <message>
        <source>Race: %1</source>
        <translation>对比运行：%1</translation>
    </message>
</context>
<context>
    <name>exitlab::QueueModel</name>
    <message>
        <source>Race: %1</source>
        <translation>对比运行：%1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Run %1: %2, %3, %4 of %5 rounds</source>
        <translation>运行 %1：%2，%3，%4 / %5 轮</translation>
    </message>
    <message>
        <source>place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>exitlab::QueuePanel</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Run queue</source>
        <translation>运行队列</translation>
    </message>
    <message>
        <source>Drive the waiting runs one after another</source>
        <translation>依次执行等待中的运行</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>The selected run earlier</source>
        <translation>将所选运行提前</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>The selected run later</source>
        <translation>将所选运行推后</translation>
    </message>
    <message>
        <source>Remove from queue</source>
        <translation>从队列移除</translation>
    </message>
    <message>
        <source>The selected run leaves the queue; one that has not begun goes to the trash</source>
        <translation>将所选运行移出队列；尚未开始的运行移入回收站</translation>
    </message>
    <message>
        <source>Open queued run</source>
        <translation>打开队列中的运行</translation>
    </message>
    <message>
        <source>Show the selected run on the Watch page</source>
        <translation>在“观察”页面显示所选运行</translation>
    </message>
    <message>
        <source>Runs that wait, first to be driven first</source>
        <translation>等待中的运行，最先执行的排在最前</translation>
    </message>
    <message>
        <source>Nothing waits. Add experiments with Add to queue, Sweep or Race in Design; they are driven one after another, also after a restart.</source>
        <translation>没有等待中的运行。可在“设计”中用“加入队列”、“参数扫描”或“对比运行”添加实验；它们将依次执行，重新启动后也会继续。</translation>
    </message>
    <message>
        <source>Pause queue</source>
        <translation>暂停队列</translation>
    </message>
    <message>
        <source>What is being driven goes on; the next ones wait</source>
        <translation>正在执行的运行照常进行；后续运行等待</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting, queue paused</source>
        <translation>
            <numerusform>%n 个等待中，队列已暂停</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 个等待中</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::RaceDialog</name>
    <message>
        <source>Race</source>
        <translation>对比运行</translation>
    </message>
    <message>
        <source>These methods run side by side on the data, partition, initial weights and cohorts of &quot;%1&quot;. Its own method keeps its settings, the others have theirs at their defaults.</source>
        <translation>这些方法在“%1”的数据、数据划分、初始权重和参与组上并排运行。该实验自身的方法保留其设置，其他方法使用各自的默认值。</translation>
    </message>
    <message>
        <source>Methods that take part</source>
        <translation>参与的方法</translation>
    </message>
    <message>
        <source>See&amp;ds</source>
        <translation>随机种子(&amp;D)</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>A race for each seed, one after another: 1, 2, 3 or 1..3</source>
        <translation>每个随机种子一次对比运行，依次执行：1, 2, 3 或 1..3</translation>
    </message>
    <message>
        <source>Start the race</source>
        <translation>开始对比运行</translation>
    </message>
    <message>
        <source>Run the checked methods side by side and watch them on shared axes</source>
        <translation>并排运行勾选的方法，并在共用坐标轴上观察</translation>
    </message>
    <message>
        <source>Check two methods or more.</source>
        <translation>请勾选至少两种方法。</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n 个运行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::RatePanel</name>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>The learning rate of every round appears here after the first round.</source>
        <translation>第一轮之后，此处显示每一轮的学习率。</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
</context>
<context>
    <name>exitlab::ReliabilityPlot</name>
    <message>
        <source>exit %1  ECE %2</source>
        <translation>出口 %1  ECE %2</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>confidence %1 to %2</source>
        <translation>置信度 %1 至 %2</translation>
    </message>
    <message>
        <source>exit %1  %2 right of %3, mean confidence %4</source>
        <translation>出口 %1  %3 个样本中 %2 正确，平均置信度 %4</translation>
    </message>
    <message>
        <source>exit %1  no samples</source>
        <translation>出口 %1  无样本</translation>
    </message>
    <message>
        <source>exit</source>
        <translation>出口</translation>
    </message>
    <message>
        <source>confidence from</source>
        <translation>置信度下限</translation>
    </message>
    <message>
        <source>confidence to</source>
        <translation>置信度上限</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>mean confidence</source>
        <translation>平均置信度</translation>
    </message>
    <message>
        <source>calibration error of the exit</source>
        <translation>该出口的校准误差</translation>
    </message>
    <message>
        <source>exit %1: calibration error %2</source>
        <translation>出口 %1：校准误差 %2</translation>
    </message>
</context>
<context>
    <name>exitlab::ResultPanel</name>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>from round %1 on</source>
        <translation>自第 %1 轮起</translation>
    </message>
    <message>
        <source>round %1</source>
        <translation>第 %1 轮</translation>
    </message>
</context>
<context>
    <name>exitlab::RunChooser</name>
    <message>
        <source>Find a run</source>
        <translation>查找运行</translation>
    </message>
    <message>
        <source>Find a run with exit records</source>
        <translation>查找有出口记录的运行</translation>
    </message>
    <message>
        <source>Shows the runs that contain every word: number, name, method, data set</source>
        <translation>显示包含全部所输入词的运行：编号、名称、方法、数据集</translation>
    </message>
    <message>
        <source>Runs with exit records</source>
        <translation>有出口记录的运行</translation>
    </message>
    <message>
        <source>The selected run is explored; ticked runs are compared with it (Space)</source>
        <translation>分析所选运行；勾选的运行与之比较（空格键）</translation>
    </message>
    <message>
        <source>Records of round</source>
        <translation>记录所属轮</translation>
    </message>
    <message>
        <source>Round of the exit records</source>
        <translation>出口记录所属的轮</translation>
    </message>
    <message>
        <source>The evaluation whose records are explored; runs with evaluation.records=all keep every one</source>
        <translation>所分析的记录来自哪次评估；设置 evaluation.records=all 的运行保留每次评估的记录</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>&lt;p&gt;Run %1: %2&lt;br&gt;%3 on %4&lt;/p&gt;</source>
        <translation>&lt;p&gt;运行 %1：%2&lt;br&gt;%3，数据集 %4&lt;/p&gt;</translation>
    </message>
    <message>
        <source>No stored run has exit records. Runs keep them unless evaluation.records is none.</source>
        <translation>已保存的运行均无出口记录。除非 evaluation.records 为 none，运行都会保留这些记录。</translation>
    </message>
    <message>
        <source>No run contains these words.</source>
        <translation>没有运行包含这些词。</translation>
    </message>
    <message>
        <source>Select one to explore; tick others to compare.</source>
        <translation>选择一个运行进行分析；勾选其他运行进行比较。</translation>
    </message>
</context>
<context>
    <name>exitlab::RunController</name>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Ctrl+Alt+Q</source>
        <translation>Ctrl+Alt+Q</translation>
    </message>
    <message>
        <source>Show or hide the runs that wait</source>
        <translation>显示或隐藏等待中的运行</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Watch side by side</source>
        <translation>并排观察</translation>
    </message>
    <message>
        <source>Show the runs selected in Runs on shared axes</source>
        <translation>在共用坐标轴上显示“运行记录”中所选的运行</translation>
    </message>
    <message>
        <source>Ctrl+Shift+B</source>
        <translation>Ctrl+Shift+B</translation>
    </message>
    <message>
        <source>Add selected runs to queue</source>
        <translation>将所选运行加入队列</translation>
    </message>
    <message>
        <source>The runs selected in Runs go on from their checkpoints when it is their turn</source>
        <translation>轮到时，“运行记录”中所选的运行从各自的检查点继续</translation>
    </message>
    <message>
        <source>Ctrl+Alt+A</source>
        <translation>Ctrl+Alt+A</translation>
    </message>
    <message>
        <source>This run is in progress. Stop it first, then close its tab.</source>
        <translation>该运行正在进行。请先停止，再关闭其标签页。</translation>
    </message>
    <message>
        <source>Race: %1</source>
        <translation>对比运行：%1</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>The settings of run %1 cannot be used here.</source>
        <translation>运行 %1 的设置无法在此使用。</translation>
    </message>
    <message>
        <source>Select two runs or more in Runs, or choose them with Compare runs</source>
        <translation>请在“运行记录”中选择至少两个运行，或通过“比较运行”选择</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; failed after round %2. What it finished is kept.</source>
        <translation>运行“%1”在第 %2 轮之后失败。已完成的部分予以保留。</translation>
    </message>
    <message>
        <source>Stopped after round %1; it can be resumed</source>
        <translation>已在第 %1 轮之后停止；可以继续</translation>
    </message>
    <message>
        <source>Finished %1 rounds</source>
        <translation>已完成 %1 轮</translation>
    </message>
    <message>
        <source>Writing a checkpoint; the window closes when it is safe</source>
        <translation>正在写入检查点；可安全关闭时窗口将自动关闭</translation>
    </message>
    <message>
        <source>Stopping &quot;%1&quot;</source>
        <translation>正在停止“%1”</translation>
    </message>
    <message>
        <source>Pausing &quot;%1&quot; after this round</source>
        <translation>将在本轮之后暂停“%1”</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot;</source>
        <translation>%1：“%2”</translation>
    </message>
    <message numerus="yes">
        <source>Queue: %n waiting, paused</source>
        <translation>
            <numerusform>队列：%n 个等待中，已暂停</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Queue: %n waiting</source>
        <translation>
            <numerusform>队列：%n 个等待中</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::RunDetails</name>
    <message>
        <source>Settings of the run</source>
        <translation>运行的设置</translation>
    </message>
    <message numerus="yes">
        <source>%n runs selected</source>
        <translation>
            <numerusform>已选择 %n 个运行</numerusform>
        </translation>
    </message>
    <message>
        <source>No run selected</source>
        <translation>未选择运行</translation>
    </message>
    <message>
        <source>Select a run to see its exits and its settings.</source>
        <translation>选择一个运行以查看其出口与设置。</translation>
    </message>
    <message>
        <source>%1 · no. %2</source>
        <translation>%1 · 编号 %2</translation>
    </message>
    <message>
        <source>%1, round %2 of %3</source>
        <translation>%1，第 %2 轮 / 共 %3 轮</translation>
    </message>
    <message>
        <source>Can be resumed after round %1.</source>
        <translation>可在第 %1 轮之后继续。</translation>
    </message>
    <message>
        <source>Has no checkpoint: resuming starts over.</source>
        <translation>没有检查点：继续时将从头开始。</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>通信量</translation>
    </message>
    <message>
        <source>%1 up, %2 down</source>
        <translation>上行 %1，下行 %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>The comparison beside shows them together.</source>
        <translation>旁边的比较视图将它们一并显示。</translation>
    </message>
</context>
<context>
    <name>exitlab::RunFilterBar</name>
    <message>
        <source>Name, method, data set, tag, note</source>
        <translation>名称、方法、数据集、标记、备注</translation>
    </message>
    <message>
        <source>Filter of the runs</source>
        <translation>运行筛选</translation>
    </message>
    <message>
        <source>Shows the runs that contain every word (%1)</source>
        <translation>显示包含全部所输入词的运行（%1）</translation>
    </message>
    <message>
        <source>Shows the runs for which the condition holds; Ctrl+Space completes (%1)</source>
        <translation>显示满足条件的运行；Ctrl+Space 自动补全（%1）</translation>
    </message>
    <message>
        <source>State of the runs shown</source>
        <translation>所显示运行的状态</translation>
    </message>
    <message>
        <source>Show only runs in this state</source>
        <translation>仅显示处于该状态的运行</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>所有状态</translation>
    </message>
    <message>
        <source>Show only starred runs</source>
        <translation>仅显示带星标的运行</translation>
    </message>
</context>
<context>
    <name>exitlab::RunHeader</name>
    <message>
        <source>Rounds done</source>
        <translation>已完成的轮数</translation>
    </message>
    <message>
        <source>Training samples per second of wall time, over the last rounds</source>
        <translation>最近几轮中每秒实际时间处理的训练样本数</translation>
    </message>
    <message>
        <source>From the mean time of the last rounds; the first round does not count</source>
        <translation>按最近几轮的平均用时估算；第一轮不计入</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pause after this round</source>
        <translation>本轮之后暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on with the rounds</source>
        <translation>继续执行后续各轮</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>Run one round, then pause</source>
        <translation>运行一轮后暂停</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop the run; completed rounds are kept</source>
        <translation>停止运行；已完成的轮予以保留</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Write a checkpoint after this round</source>
        <translation>本轮之后写入检查点</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>Open Design with this run&apos;s settings, to go on from the shown round</source>
        <translation>以该运行的设置打开“设计”，从所显示的轮继续</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Show the latest round and follow the run</source>
        <translation>显示最新一轮并跟随运行</translation>
    </message>
    <message>
        <source>Round that matrices and maps show</source>
        <translation>矩阵与热图所显示的轮</translation>
    </message>
    <message>
        <source>Shown round</source>
        <translation>显示的轮</translation>
    </message>
    <message>
        <source>Docks</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Show and hide docks, reset the layout</source>
        <translation>显示和隐藏面板，重置布局</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Time split of the last rounds by phase</source>
        <translation>最近几轮的时间按阶段划分</translation>
    </message>
    <message>
        <source>No run</source>
        <translation>无运行</translation>
    </message>
    <message>
        <source>State: %1</source>
        <translation>状态：%1</translation>
    </message>
    <message>
        <source>no round yet</source>
        <translation>尚无已完成的轮</translation>
    </message>
    <message>
        <source>showing round %1</source>
        <translation>显示第 %1 轮</translation>
    </message>
    <message>
        <source>%1, %2 clients, %3 exits</source>
        <translation>%1，%2 个客户端，%3 个出口</translation>
    </message>
    <message>
        <source>round %1 of %2</source>
        <translation>第 %1 轮 / 共 %2 轮</translation>
    </message>
    <message>
        <source>took %1</source>
        <translation>用时 %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>time left after 2 rounds</source>
        <translation>2 轮后显示剩余时间</translation>
    </message>
    <message>
        <source>%1 samples/s</source>
        <translation>%1 样本/秒</translation>
    </message>
    <message>
        <source>No run to watch</source>
        <translation>没有可观察的运行</translation>
    </message>
</context>
<context>
    <name>exitlab::RunPicker</name>
    <message>
        <source>Compare runs</source>
        <translation>比较运行</translation>
    </message>
    <message>
        <source>Name, method, data set, tag, note or number</source>
        <translation>名称、方法、数据集、标记、备注或编号</translation>
    </message>
    <message>
        <source>Filter of the runs</source>
        <translation>运行筛选</translation>
    </message>
    <message>
        <source>Every word must occur</source>
        <translation>须包含每个词</translation>
    </message>
    <message>
        <source>Stored runs, newest first</source>
        <translation>已保存的运行，最新的在前</translation>
    </message>
    <message>
        <source>Space checks the run of the row</source>
        <translation>空格键勾选该行的运行</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>No round of it is done yet</source>
        <translation>该运行尚未完成任何一轮</translation>
    </message>
    <message>
        <source>The newest %1 of %2; filter to find others</source>
        <translation>最新的 %1 个，共 %2 个；用筛选查找其他运行</translation>
    </message>
    <message numerus="yes">
        <source>Show %n runs side by side</source>
        <translation>
            <numerusform>并排显示 %n 个运行</numerusform>
        </translation>
    </message>
    <message>
        <source>Check at least two runs</source>
        <translation>请勾选至少两个运行</translation>
    </message>
    <message>
        <source>Check at least one more run</source>
        <translation>请至少再勾选一个运行</translation>
    </message>
</context>
<context>
    <name>exitlab::RunTableModel</name>
    <message>
        <source>Starred</source>
        <translation>已加星标</translation>
    </message>
    <message>
        <source>Not starred</source>
        <translation>未加星标</translation>
    </message>
    <message>
        <source>Starred: click to remove the star</source>
        <translation>已加星标：点击可移除星标</translation>
    </message>
    <message>
        <source>Click to star this run</source>
        <translation>点击为该运行加星标</translation>
    </message>
    <message>
        <source>Its program ended before the run did. It can be resumed after round %1.</source>
        <translation>其程序在运行结束之前退出。可在第 %1 轮之后继续。</translation>
    </message>
    <message>
        <source>Its program ended before the first checkpoint. Resuming starts over.</source>
        <translation>其程序在第一个检查点之前退出。继续时将从头开始。</translation>
    </message>
    <message>
        <source>A loss or a weight became infinite or not a number.</source>
        <translation>某个损失或权重变为无穷大或非数值（NaN）。</translation>
    </message>
    <message>
        <source>Not evaluated yet</source>
        <translation>尚未评估</translation>
    </message>
    <message>
        <source>last&amp;nbsp;</source>
        <translation>最后&amp;nbsp;</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Exit %1</source>
        <translation>出口 %1</translation>
    </message>
    <message>
        <source>Double-click to write a note</source>
        <translation>双击填写备注</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Number of the run in this database</source>
        <translation>该运行在此数据库中的编号</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What the run is doing or how it ended</source>
        <translation>运行正在做什么，或以何种方式结束</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name given in Design</source>
        <translation>在“设计”中给定的名称</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Federated learning method</source>
        <translation>联邦学习方法</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Seed of every random draw of the run</source>
        <translation>该运行所有随机抽取所用的随机种子</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Rounds finished of rounds asked for</source>
        <translation>已完成轮数 / 设定轮数</translation>
    </message>
    <message>
        <source>Accuracy per exit, %</source>
        <translation>各出口准确率，%</translation>
    </message>
    <message>
        <source>Mean over clients at the last evaluation; sorts by the deepest exit</source>
        <translation>最后一次评估时对客户端的平均；按最深的出口排序</translation>
    </message>
    <message>
        <source>Mean, %</source>
        <translation>平均，%</translation>
    </message>
    <message>
        <source>Mean over the exits of the accuracy at the last evaluation</source>
        <translation>最后一次评估的准确率对各出口的平均</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>When the run was made, local time</source>
        <translation>运行创建的时间，本地时间</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Your own words; double-click to edit</source>
        <translation>自行填写的文字；双击编辑</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>This run does not have the setting</source>
        <translation>该运行没有此设置</translation>
    </message>
    <message>
        <source>Exit %1: %2</source>
        <translation>出口 %1：%2</translation>
    </message>
    <message>
        <source>%1 up, %2 down</source>
        <translation>上行 %1，下行 %2</translation>
    </message>
    <message>
        <source>Double-click to write tags, separated by commas</source>
        <translation>双击填写标记，以逗号分隔</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>星标</translation>
    </message>
    <message>
        <source>Setting %1 of the experiment</source>
        <translation>实验的设置 %1</translation>
    </message>
    <message>
        <source>Best per exit, %</source>
        <translation>各出口最佳，%</translation>
    </message>
    <message>
        <source>Best accuracy of each exit over the rounds; sorts by the deepest exit</source>
        <translation>每个出口在各轮中的最佳准确率；按最深的出口排序</translation>
    </message>
    <message>
        <source>Best mean, %</source>
        <translation>最佳平均，%</translation>
    </message>
    <message>
        <source>Mean over the exits of their best accuracies</source>
        <translation>各出口最佳准确率的平均</translation>
    </message>
    <message>
        <source>MACs, M</source>
        <translation>MACs，M</translation>
    </message>
    <message>
        <source>Million multiply-accumulates of the whole network for one sample</source>
        <translation>整个网络处理一个样本的乘加数（MACs），单位为百万</translation>
    </message>
    <message>
        <source>Traffic, MB</source>
        <translation>通信量，MB</translation>
    </message>
    <message>
        <source>Megabytes up and down, all clients and rounds</source>
        <translation>上行与下行的兆字节数，含所有客户端和所有轮</translation>
    </message>
    <message>
        <source>Up, MB</source>
        <translation>上行，MB</translation>
    </message>
    <message>
        <source>Megabytes from the clients to the server</source>
        <translation>客户端到服务器的兆字节数</translation>
    </message>
    <message>
        <source>Down, MB</source>
        <translation>下行，MB</translation>
    </message>
    <message>
        <source>Megabytes from the server to the clients</source>
        <translation>服务器到客户端的兆字节数</translation>
    </message>
    <message>
        <source>Time, s</source>
        <translation>时间，秒</translation>
    </message>
    <message>
        <source>Wall time of the run in seconds</source>
        <translation>运行的实际用时，单位为秒</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Clients of the federation</source>
        <translation>联邦中的客户端</translation>
    </message>
    <message>
        <source>Exits</source>
        <translation>出口</translation>
    </message>
    <message>
        <source>Exits of the network</source>
        <translation>网络的出口数</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Your own words to find runs by; double-click to edit</source>
        <translation>便于查找运行的自定义词；双击可编辑</translation>
    </message>
</context>
<context>
    <name>exitlab::RunTableView</name>
    <message>
        <source>Runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>%1, largest first</source>
        <translation>%1（降序）</translation>
    </message>
    <message>
        <source>%1, smallest first</source>
        <translation>%1（升序）</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>exitlab::RunsActions</name>
    <message>
        <source>Open &amp;plots</source>
        <translation>打开图表(&amp;P)</translation>
    </message>
    <message>
        <source>Show the plots of the selected runs</source>
        <translation>显示所选运行的图表</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>继续(&amp;R)</translation>
    </message>
    <message>
        <source>Continue the selected run after its last checkpoint</source>
        <translation>从最后一个检查点继续所选运行</translation>
    </message>
    <message>
        <source>Ctrl+Shift+R</source>
        <translation>Ctrl+Shift+R</translation>
    </message>
    <message>
        <source>Repea&amp;t...</source>
        <translation>重复(&amp;T)...</translation>
    </message>
    <message>
        <source>Run the same experiment again, with another seed if you like</source>
        <translation>再次运行同一实验，可更换随机种子</translation>
    </message>
    <message>
        <source>Ctrl+Alt+R</source>
        <translation>Ctrl+Alt+R</translation>
    </message>
    <message>
        <source>&amp;Branch...</source>
        <translation>分支(&amp;B)...</translation>
    </message>
    <message>
        <source>Start from a checkpoint of the selected run with a change</source>
        <translation>从所选运行的某个检查点出发，改动后运行</translation>
    </message>
    <message>
        <source>Ctrl+Alt+B</source>
        <translation>Ctrl+Alt+B</translation>
    </message>
    <message>
        <source>&amp;Clone to Design</source>
        <translation>克隆到“设计”(&amp;C)</translation>
    </message>
    <message>
        <source>Show the settings of the selected run in Design</source>
        <translation>在“设计”中显示所选运行的设置</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>&amp;Star</source>
        <translation>星标(&amp;S)</translation>
    </message>
    <message>
        <source>Star the selected runs, or take the stars back</source>
        <translation>为所选运行加上或取消星标</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Ta&amp;gs...</source>
        <translation>标记(&amp;G)...</translation>
    </message>
    <message>
        <source>Give tags to the selected runs, or take them</source>
        <translation>为所选运行添加或移除标记</translation>
    </message>
    <message>
        <source>Ctrl+T</source>
        <translation>Ctrl+T</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>备注(&amp;N)</translation>
    </message>
    <message>
        <source>Write a note on the current run</source>
        <translation>为当前运行写备注</translation>
    </message>
    <message>
        <source>Ctrl+Alt+N</source>
        <translation>Ctrl+Alt+N</translation>
    </message>
    <message>
        <source>&amp;Move to trash</source>
        <translation>移到回收站(&amp;M)</translation>
    </message>
    <message>
        <source>Move the selected runs to the trash; they can be restored</source>
        <translation>将所选运行移到回收站，之后可还原</translation>
    </message>
    <message>
        <source>Ctrl+Delete</source>
        <translation>Ctrl+Delete</translation>
    </message>
    <message>
        <source>Restor&amp;e</source>
        <translation>还原(&amp;E)</translation>
    </message>
    <message>
        <source>Take the selected runs out of the trash</source>
        <translation>将所选运行移出回收站</translation>
    </message>
    <message>
        <source>Ctrl+Alt+U</source>
        <translation>Ctrl+Alt+U</translation>
    </message>
    <message>
        <source>&amp;Delete for good...</source>
        <translation>彻底删除(&amp;D)...</translation>
    </message>
    <message>
        <source>Delete the selected runs of the trash with their checkpoints</source>
        <translation>删除回收站中的所选运行及其检查点</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Delete</source>
        <translation>Ctrl+Shift+Delete</translation>
    </message>
    <message>
        <source>Empt&amp;y trash...</source>
        <translation>清空回收站(&amp;Y)...</translation>
    </message>
    <message>
        <source>Delete every run of the trash with its checkpoints</source>
        <translation>删除回收站中的全部运行及其检查点</translation>
    </message>
    <message>
        <source>Ctrl+Alt+E</source>
        <translation>Ctrl+Alt+E</translation>
    </message>
    <message>
        <source>Tras&amp;h</source>
        <translation>回收站(&amp;H)</translation>
    </message>
    <message>
        <source>Show the runs in the trash instead of the others</source>
        <translation>改为显示回收站中的运行</translation>
    </message>
    <message>
        <source>Ctrl+Alt+H</source>
        <translation>Ctrl+Alt+H</translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation>比较(&amp;M)</translation>
    </message>
    <message>
        <source>Show or hide the comparison of the selected runs</source>
        <translation>显示或隐藏所选运行的比较</translation>
    </message>
    <message>
        <source>Ctrl+Shift+M</source>
        <translation>Ctrl+Shift+M</translation>
    </message>
    <message>
        <source>Co&amp;lumns...</source>
        <translation>列(&amp;L)...</translation>
    </message>
    <message>
        <source>Choose the columns of the table, settings included, and their order</source>
        <translation>选择表格的列（包括设置）及其顺序</translation>
    </message>
    <message>
        <source>Ctrl+Shift+L</source>
        <translation>Ctrl+Shift+L</translation>
    </message>
    <message>
        <source>S&amp;ort by this column</source>
        <translation>按此列排序(&amp;O)</translation>
    </message>
    <message>
        <source>Sort by the current column alone; again: the other way round</source>
        <translation>仅按当前列排序；再次执行则反向</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Down</source>
        <translation>Ctrl+Shift+Down</translation>
    </message>
    <message>
        <source>Then sort b&amp;y this column</source>
        <translation>再按此列排序(&amp;Y)</translation>
    </message>
    <message>
        <source>Add the current column to the sorting (Shift and click on a header does the same)</source>
        <translation>将当前列加入排序（按住 Shift 单击表头效果相同）</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Up</source>
        <translation>Ctrl+Shift+Up</translation>
    </message>
    <message>
        <source>F&amp;ind</source>
        <translation>查找(&amp;I)</translation>
    </message>
    <message>
        <source>Go to the filter of the runs</source>
        <translation>转到运行筛选框</translation>
    </message>
    <message>
        <source>Condi&amp;tion</source>
        <translation>条件(&amp;T)</translation>
    </message>
    <message>
        <source>Go to the condition on the runs</source>
        <translation>转到运行条件框</translation>
    </message>
    <message>
        <source>Ctrl+Shift+F</source>
        <translation>Ctrl+Shift+F</translation>
    </message>
    <message>
        <source>Clear &amp;filters</source>
        <translation>清除筛选(&amp;F)</translation>
    </message>
    <message>
        <source>Show all runs again</source>
        <translation>重新显示全部运行</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Backspace</source>
        <translation>Ctrl+Shift+Backspace</translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation>刷新(&amp;F)</translation>
    </message>
    <message>
        <source>Read the runs again</source>
        <translation>重新读取运行</translation>
    </message>
    <message>
        <source>Ctrl+F5</source>
        <translation>Ctrl+F5</translation>
    </message>
    <message>
        <source>Only a stopped, failed or interrupted run can be resumed</source>
        <translation>只有已停止、失败或中断的运行才能继续</translation>
    </message>
    <message>
        <source>Continue after round %1</source>
        <translation>从第 %1 轮之后继续</translation>
    </message>
    <message>
        <source>This run has no checkpoint to start from</source>
        <translation>该运行没有可作为起点的检查点</translation>
    </message>
    <message>
        <source>A run that is in progress cannot be moved to the trash</source>
        <translation>进行中的运行不能移到回收站</translation>
    </message>
</context>
<context>
    <name>exitlab::RunsController</name>
    <message>
        <source>1 run moved to the trash</source>
        <translation>已将 1 次运行移到回收站</translation>
    </message>
    <message>
        <source>%1 runs moved to the trash</source>
        <translation>已将 %1 次运行移到回收站</translation>
    </message>
    <message>
        <source>1 run restored</source>
        <translation>已还原 1 次运行</translation>
    </message>
    <message>
        <source>%1 runs restored</source>
        <translation>已还原 %1 次运行</translation>
    </message>
</context>
<context>
    <name>exitlab::RunsView</name>
    <message>
        <source>1 run</source>
        <translation>1 次运行</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 次运行</translation>
    </message>
    <message>
        <source>%1 of %2 runs</source>
        <translation>%1 / %2 次运行</translation>
    </message>
    <message>
        <source>No runs yet. Design one and press Start; it will be kept here.</source>
        <translation>还没有运行。请先设计实验并按“开始”，运行将保存在这里。</translation>
    </message>
    <message>
        <source>No run matches the filter.</source>
        <translation>没有符合筛选条件的运行。</translation>
    </message>
    <message>
        <source>Delete &quot;%1&quot; (no. %2)?</source>
        <translation>删除“%1”（编号 %2）？</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Reports and checkpoints go with them. This cannot be undone.</source>
        <translation>报告与检查点将一并删除。此操作无法撤销。</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Sort by %1</source>
        <translation>按 %1 排序</translation>
    </message>
    <message>
        <source>Then sort by %1</source>
        <translation>再按 %1 排序</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <translation>隐藏 %1</translation>
    </message>
    <message>
        <source>Delete %1 runs?</source>
        <translation>删除 %1 次运行？</translation>
    </message>
    <message>
        <source>Delete everything in the trash? Runs: %1</source>
        <translation>删除回收站中的全部内容？运行数：%1</translation>
    </message>
    <message>
        <source>%1 in the trash</source>
        <translation>回收站中有 %1 次运行</translation>
    </message>
    <message>
        <source>%1, %2 selected</source>
        <translation>%1，已选 %2 次</translation>
    </message>
    <message>
        <source>%1. Sorted by %2</source>
        <translation>%1。排序：%2</translation>
    </message>
    <message>
        <source>The runs are being read.</source>
        <translation>正在读取运行。</translation>
    </message>
    <message>
        <source>The trash is empty.</source>
        <translation>回收站为空。</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>彻底删除</translation>
    </message>
</context>
<context>
    <name>exitlab::ScatterPanel</name>
    <message>
        <source>Scatter</source>
        <translation>散点图</translation>
    </message>
    <message>
        <source>Points that the method itself reports, such as clients by cost and gain, appear here, by name and for every round, as soon as it reports them.</source>
        <translation>方法自身报告的点（例如按成本与收益排布的客户端）一经报告便显示在此处，可按名称与轮查看。</translation>
    </message>
    <message>
        <source>1 point without a place</source>
        <translation>1 个点无坐标</translation>
    </message>
    <message>
        <source>%1 points without a place</source>
        <translation>%1 个点无坐标</translation>
    </message>
</context>
<context>
    <name>exitlab::ScatterPlot</name>
    <message>
        <source>no value</source>
        <translation>无值</translation>
    </message>
    <message>
        <source>+ %1 more</source>
        <translation>另有 %1 项</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>+ %1 more here</source>
        <translation>此处另有 %1 个</translation>
    </message>
    <message>
        <source>group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 个点</translation>
    </message>
    <message>
        <source> in %1 groups</source>
        <translation>，分为 %1 组</translation>
    </message>
    <message>
        <source>, %1 of them without a place</source>
        <translation>，其中 %1 个无坐标</translation>
    </message>
    <message>
        <source>, values from %1 to %2</source>
        <translation>，值从 %1 到 %2</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Logarithmic horizontal axis</source>
        <translation>对数横轴</translation>
    </message>
    <message>
        <source>Logarithmic vertical axis</source>
        <translation>对数纵轴</translation>
    </message>
</context>
<context>
    <name>exitlab::Screenshot</name>
    <message>
        <source>the window was still loading after %1 s</source>
        <translation>%1 s 后窗口仍在加载</translation>
    </message>
    <message>
        <source>%1 cannot be written</source>
        <translation>无法写入 %1</translation>
    </message>
</context>
<context>
    <name>exitlab::SectionList</name>
    <message>
        <source>Sections of the experiment</source>
        <translation>实验的各部分</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n 个问题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s) changed</source>
        <translation>
            <numerusform>已更改 %n 项设置</numerusform>
        </translation>
    </message>
    <message>
        <source>all at their defaults</source>
        <translation>全部为默认值</translation>
    </message>
</context>
<context>
    <name>exitlab::SimilarityPanel</name>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Which clients</source>
        <translation>显示哪些客户端</translation>
    </message>
    <message>
        <source>last cohort</source>
        <translation>最近的参与组</translation>
    </message>
    <message>
        <source>all clients</source>
        <translation>全部客户端</translation>
    </message>
    <message>
        <source>Similarity of clients</source>
        <translation>客户端相似度</translation>
    </message>
    <message>
        <source>The cosine between the updates of every two clients of a cohort appears here when the conflict metrics have been measured.</source>
        <translation>测量冲突指标后，此处显示参与组中每两个客户端更新之间的余弦。</translation>
    </message>
    <message>
        <source>cosine of updates</source>
        <translation>更新的余弦</translation>
    </message>
    <message>
        <source>This method keeps no similarity of all clients, or has not reported it yet. Choose the last cohort.</source>
        <translation>此方法不保存全部客户端的相似度，或尚未报告。请选择最近的参与组。</translation>
    </message>
    <message>
        <source>memory of the server, round %1</source>
        <translation>服务器的记忆，第 %1 轮</translation>
    </message>
    <message>
        <source>client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>cohort of round %1</source>
        <translation>第 %1 轮的参与组</translation>
    </message>
</context>
<context>
    <name>exitlab::SpecForm</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>exitlab::StoreService</name>
    <message>
        <source>The run database cannot be used. Runs can be neither started nor listed.</source>
        <translation>运行数据库无法使用，既不能开始运行，也不能列出运行。</translation>
    </message>
    <message>
        <source>The runs could not be listed.</source>
        <translation>无法列出运行。</translation>
    </message>
    <message>
        <source>Run %1 could not be loaded.</source>
        <translation>无法加载运行 %1。</translation>
    </message>
    <message>
        <source>It is not in the database (any more).</source>
        <translation>数据库中没有该运行（或已不存在）。</translation>
    </message>
    <message>
        <source>Not every run could be deleted.</source>
        <translation>部分运行未能删除。</translation>
    </message>
    <message>
        <source>The star was not stored.</source>
        <translation>星标未保存。</translation>
    </message>
    <message>
        <source>The note was not stored.</source>
        <translation>备注未保存。</translation>
    </message>
    <message>
        <source>The settings of the runs could not be read.</source>
        <translation>无法读取运行的设置。</translation>
    </message>
    <message>
        <source>The trash could not be listed.</source>
        <translation>无法列出回收站的内容。</translation>
    </message>
    <message>
        <source>The tags were not stored.</source>
        <translation>标记未保存。</translation>
    </message>
    <message>
        <source>Not every run could be moved to the trash.</source>
        <translation>部分运行未能移到回收站。</translation>
    </message>
    <message>
        <source>Not every run could be restored.</source>
        <translation>部分运行未能还原。</translation>
    </message>
</context>
<context>
    <name>exitlab::SweepDialog</name>
    <message>
        <source>Sweep</source>
        <translation>参数扫描</translation>
    </message>
    <message>
        <source>Experiments of the sweep</source>
        <translation>参数扫描的实验</translation>
    </message>
    <message>
        <source>Add a setting</source>
        <translation>添加设置</translation>
    </message>
    <message>
        <source>Vary one more setting; every combination is run</source>
        <translation>再改变一项设置；运行所有组合</translation>
    </message>
    <message>
        <source>See&amp;ds</source>
        <translation>随机种子(&amp;D)</translation>
    </message>
    <message>
        <source>1, 2, 3 or 1..5</source>
        <translation>1, 2, 3 或 1..5</translation>
    </message>
    <message>
        <source>Every experiment is run with each of these seeds; empty: with its own</source>
        <translation>每个实验分别用这些随机种子运行；留空则用其自身的随机种子</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>&amp;Open...</source>
        <translation>打开(&amp;O)...</translation>
    </message>
    <message>
        <source>Open a sweep file</source>
        <translation>打开参数扫描文件</translation>
    </message>
    <message>
        <source>&amp;Save...</source>
        <translation>保存(&amp;S)...</translation>
    </message>
    <message>
        <source>Save this sweep; `exitlab-cli sweep` runs it too</source>
        <translation>保存此参数扫描；也可用 `exitlab-cli sweep` 运行</translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation>添加到队列</translation>
    </message>
    <message>
        <source>Run these experiments one after another</source>
        <translation>依次运行这些实验</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Setting to vary</source>
        <translation>要改变的设置</translation>
    </message>
    <message>
        <source>The setting to vary; type to find one</source>
        <translation>要改变的设置；键入可查找</translation>
    </message>
    <message>
        <source>Values of the setting</source>
        <translation>该设置的取值</translation>
    </message>
    <message>
        <source>0.01, 0.1   or   0.01..0.1 / 5   or   0.01..0.1 / 5 log</source>
        <translation>0.01, 0.1   或   0.01..0.1 / 5   或   0.01..0.1 / 5 log</translation>
    </message>
    <message>
        <source>&lt;p&gt;A list with commas, or a range: from..to / number of values, with &quot;log&quot; for equal ratios. Lists of texts that have commas themselves are separated by semicolons.&lt;/p&gt;</source>
        <translation>&lt;p&gt;以逗号分隔的列表，或范围：起..止 / 取值个数，加 &quot;log&quot; 表示等比。若文本本身含逗号，列表各项以分号分隔。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Do not vary this setting</source>
        <translation>不改变此设置</translation>
    </message>
    <message>
        <source>Choose a setting.</source>
        <translation>请选择一项设置。</translation>
    </message>
    <message>
        <source>Every combination of these values, starting from &quot;%1&quot; as it is designed now.</source>
        <translation>这些取值的所有组合，以“%1”当前的设计为起点。</translation>
    </message>
    <message>
        <source>A value above is not right yet.</source>
        <translation>上方有一个取值尚不正确。</translation>
    </message>
    <message>
        <source>%1 of %2 experiments cannot run; the table says why.</source>
        <translation>%2 个实验中有 %1 个无法运行；原因见表。</translation>
    </message>
    <message numerus="yes">
        <source>%n experiment(s), about %1 and %2 of traffic if each takes what the designed one takes.</source>
        <translation>
            <numerusform>%n 个实验；若每个实验的用量都与当前设计的实验相同，约需 %1，通信量约 %2。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n experiment(s), about %1 of traffic if each takes what the designed one takes.</source>
        <translation>
            <numerusform>%n 个实验；若每个实验的用量都与当前设计的实验相同，通信量约 %1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n experiment(s)</source>
        <translation>
            <numerusform>%n 个实验</numerusform>
        </translation>
    </message>
    <message>
        <source>The sweep was not opened.</source>
        <translation>未能打开参数扫描。</translation>
    </message>
    <message>
        <source>The sweep was not saved.</source>
        <translation>未能保存参数扫描。</translation>
    </message>
    <message>
        <source>A value in it is not right yet.</source>
        <translation>其中有一个取值尚不正确。</translation>
    </message>
    <message>
        <source>Save sweep</source>
        <translation>保存参数扫描</translation>
    </message>
    <message>
        <source>Open sweep</source>
        <translation>打开参数扫描</translation>
    </message>
    <message>
        <source>Sweeps (*.json)</source>
        <translation>参数扫描 (*.json)</translation>
    </message>
</context>
<context>
    <name>exitlab::SweepModel</name>
    <message>
        <source>as designed</source>
        <translation>按设计</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Order in which they would run</source>
        <translation>运行的先后顺序</translation>
    </message>
    <message>
        <source>What it has of its own</source>
        <translation>该实验特有的设置</translation>
    </message>
    <message>
        <source>Why it cannot run</source>
        <translation>无法运行的原因</translation>
    </message>
</context>
<context>
    <name>exitlab::TagDelegate</name>
    <message>
        <source>Tags, separated by commas</source>
        <translation>标记，以逗号分隔</translation>
    </message>
</context>
<context>
    <name>exitlab::TierCostModel</name>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>Tier %1</source>
        <translation>档位 %1</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Exits</source>
        <translation>出口</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>MACs, 10⁶</source>
        <translation>MACs，10⁶</translation>
    </message>
    <message>
        <source>Of full</source>
        <translation>占全网</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上行</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下行</translation>
    </message>
    <message>
        <source>Device tiers from the weakest to the strongest</source>
        <translation>设备档位，从最弱到最强</translation>
    </message>
    <message>
        <source>Clients whose device is of this tier</source>
        <translation>设备属于该档位的客户端</translation>
    </message>
    <message>
        <source>Exits that the tier&apos;s devices hold, from the shallowest on</source>
        <translation>该档位的设备所持有的出口，从最浅处起</translation>
    </message>
    <message>
        <source>Share of the channels of every hidden layer</source>
        <translation>每个隐藏层的通道占比</translation>
    </message>
    <message>
        <source>Parameters of the part they hold</source>
        <translation>所持部分的参数量</translation>
    </message>
    <message>
        <source>Multiply-accumulates to its last exit, for one sample</source>
        <translation>单个样本计算到其最后一个出口的乘加数（MACs）</translation>
    </message>
    <message>
        <source>The same as a share of the whole network&apos;s</source>
        <translation>同上，以占整个网络的比例表示</translation>
    </message>
    <message>
        <source>Bytes that a client of this tier sends in a round</source>
        <translation>该档位的客户端每轮发送的字节数</translation>
    </message>
    <message>
        <source>Bytes that a client of this tier receives in a round</source>
        <translation>该档位的客户端每轮接收的字节数</translation>
    </message>
</context>
<context>
    <name>exitlab::TimePanel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Time of every round by phase</source>
        <translation>每轮各阶段的时间</translation>
    </message>
    <message>
        <source>How long every phase of a round took appears here after the first round.</source>
        <translation>第一轮之后，此处显示每轮各阶段的用时。</translation>
    </message>
    <message>
        <source>round</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>wall time per round</source>
        <translation>每轮实际用时</translation>
    </message>
</context>
<context>
    <name>exitlab::TimelinePanel</name>
    <message>
        <source>Opened exits</source>
        <translation>已开放的出口</translation>
    </message>
    <message>
        <source>Opened exits of every client over rounds</source>
        <translation>各客户端随轮开放的出口</translation>
    </message>
    <message>
        <source>Which exits every client trains in every round appears here for methods that open exits step by step, such as CAFEDistill, from the first round on.</source>
        <translation>对逐步开放出口的方法（如 CAFEDistill），从第一轮起，此处显示各客户端在每轮训练哪些出口。</translation>
    </message>
</context>
<context>
    <name>exitlab::TimelinePlot</name>
    <message>
        <source>not sampled</source>
        <translation>未抽中</translation>
    </message>
    <message>
        <source>not opened yet</source>
        <translation>尚未开放</translation>
    </message>
    <message>
        <source>client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>round</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>client %1, open exits</source>
        <translation>客户端 %1，开放的出口</translation>
    </message>
</context>
<context>
    <name>exitlab::TradeOffPlot</name>
    <message>
        <source>Expected MACs per sample</source>
        <translation>每样本期望 MACs</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>exit %1</source>
        <translation>出口 %1</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation>%2 时 %1</translation>
    </message>
    <message>
        <source>+ %1 more</source>
        <translation>另有 %1 项</translation>
    </message>
    <message>
        <source>accuracy  %1</source>
        <translation>准确率  %1</translation>
    </message>
    <message>
        <source>MACs  %1</source>
        <translation>MACs  %1</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>MACs</source>
        <translation>MACs</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>exit %1 alone</source>
        <translation>仅出口 %1</translation>
    </message>
    <message>
        <source>operating point</source>
        <translation>工作点</translation>
    </message>
    <message numerus="yes">
        <source>%n curve(s)</source>
        <translation>
            <numerusform>%n 条曲线</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; operating point: %2 for %3 MACs</source>
        <translation>%1；工作点：%3 MACs 时 %2</translation>
    </message>
</context>
<context>
    <name>exitlab::TrafficPanel</name>
    <message>
        <source>Traffic</source>
        <translation>通信量</translation>
    </message>
    <message>
        <source>What is drawn</source>
        <translation>显示内容</translation>
    </message>
    <message>
        <source>per round</source>
        <translation>每轮</translation>
    </message>
    <message>
        <source>cumulative</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>accuracy per byte</source>
        <translation>每字节准确率</translation>
    </message>
    <message>
        <source>What travels between server and clients, by group of tensors, appears here after the first round.</source>
        <translation>第一轮之后，此处按张量组显示服务器与客户端之间传输的内容。</translation>
    </message>
    <message>
        <source>Traffic of every round</source>
        <translation>每轮的通信量</translation>
    </message>
    <message>
        <source>round</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>← down      up →</source>
        <translation>← 下行      上行 →</translation>
    </message>
    <message>
        <source>up</source>
        <translation>上行</translation>
    </message>
    <message>
        <source>down</source>
        <translation>下行</translation>
    </message>
    <message>
        <source>Traffic so far</source>
        <translation>累计通信量</translation>
    </message>
    <message>
        <source>bytes sent so far</source>
        <translation>累计发送字节数</translation>
    </message>
    <message>
        <source>Accuracy per byte</source>
        <translation>每字节准确率</translation>
    </message>
    <message>
        <source>bytes sent, up and down</source>
        <translation>发送字节数（上行与下行）</translation>
    </message>
    <message>
        <source>mean test accuracy</source>
        <translation>平均测试准确率</translation>
    </message>
</context>
<context>
    <name>exitlab::TransferController</name>
    <message>
        <source>Re&amp;port...</source>
        <translation>报告(&amp;P)...</translation>
    </message>
    <message>
        <source>Write a report of the selected runs, as a web page or a PDF</source>
        <translation>为所选运行生成报告，格式为网页或 PDF</translation>
    </message>
    <message>
        <source>Ctrl+Shift+P</source>
        <translation>Ctrl+Shift+P</translation>
    </message>
    <message>
        <source>&amp;Export bundle...</source>
        <translation>导出运行包(&amp;E)...</translation>
    </message>
    <message>
        <source>Write each selected run with its records and checkpoint into one file for another machine</source>
        <translation>将每个所选运行连同其记录与检查点写入一个文件，供另一台机器使用</translation>
    </message>
    <message>
        <source>Ctrl+Alt+X</source>
        <translation>Ctrl+Alt+X</translation>
    </message>
    <message>
        <source>&amp;Import bundle...</source>
        <translation>导入运行包(&amp;I)...</translation>
    </message>
    <message>
        <source>Add runs from bundles of another machine; dropping them on the window does the same</source>
        <translation>添加来自另一台机器的运行包中的运行；将运行包拖到窗口上效果相同</translation>
    </message>
    <message>
        <source>Ctrl+Alt+O</source>
        <translation>Ctrl+Alt+O</translation>
    </message>
    <message>
        <source>Write a report</source>
        <translation>生成报告</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
    <message>
        <source>Export bundle</source>
        <translation>导出运行包</translation>
    </message>
    <message numerus="yes">
        <source>Folder for %n bundles</source>
        <translation>
            <numerusform>存放 %n 个运行包的文件夹</numerusform>
        </translation>
    </message>
    <message>
        <source>Bundle with the newest checkpoint (*.exitlab)</source>
        <translation>含最新检查点的运行包 (*.exitlab)</translation>
    </message>
    <message>
        <source>Bundle with every checkpoint (*.exitlab)</source>
        <translation>含全部检查点的运行包 (*.exitlab)</translation>
    </message>
    <message>
        <source>Bundle without checkpoints: to look at, not to resume (*.exitlab)</source>
        <translation>不含检查点的运行包：只能查看，不能继续 (*.exitlab)</translation>
    </message>
    <message>
        <source>Import bundles</source>
        <translation>导入运行包</translation>
    </message>
    <message>
        <source>ExitLab bundles (*.exitlab)</source>
        <translation>ExitLab 运行包 (*.exitlab)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>ExitLab</source>
        <translation>ExitLab</translation>
    </message>
    <message>
        <source>Cancelled; nothing was changed</source>
        <translation>已取消，未作任何更改</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>正在写入 %1</translation>
    </message>
    <message>
        <source>The report could not be written.</source>
        <translation>无法写入报告。</translation>
    </message>
    <message>
        <source>Wrote %1</source>
        <translation>已写入 %1</translation>
    </message>
    <message>
        <source>Report written</source>
        <translation>报告已写入</translation>
    </message>
    <message>
        <source>The report is in %1.</source>
        <translation>报告位于 %1。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>No program opened the report.</source>
        <translation>没有程序能打开该报告。</translation>
    </message>
    <message>
        <source>No program opened the folder.</source>
        <translation>没有程序能打开该文件夹。</translation>
    </message>
    <message numerus="yes">
        <source>Writing %n bundles</source>
        <translation>
            <numerusform>正在写入 %n 个运行包</numerusform>
        </translation>
    </message>
    <message>
        <source>The bundle could not be written.</source>
        <translation>无法写入运行包。</translation>
    </message>
    <message>
        <source>Wrote %1, %2</source>
        <translation>已写入 %1，%2</translation>
    </message>
    <message numerus="yes">
        <source>Wrote %n bundles, %1</source>
        <translation>
            <numerusform>已写入 %n 个运行包，%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Bundles can be imported once the methods and the run database are open.</source>
        <translation>待方法与运行数据库打开后，方可导入运行包。</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message numerus="yes">
        <source>Reading %n bundles</source>
        <translation>
            <numerusform>正在读取 %n 个运行包</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was imported: a bundle cannot be used.</source>
        <translation>未导入任何内容：有一个运行包无法使用。</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n runs</source>
        <translation>
            <numerusform>已导入 %n 次运行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::WatchController</name>
    <message>
        <source>The runs could not be listed.</source>
        <translation>无法列出运行。</translation>
    </message>
    <message>
        <source>The runs could not be loaded.</source>
        <translation>无法加载运行。</translation>
    </message>
    <message>
        <source>Run %1 cannot be branched.</source>
        <translation>运行 %1 不能建立分支。</translation>
    </message>
    <message>
        <source>To keep a checkpoint of every round, set Checkpoint every to 1 and Checkpoints kept to 0 (all) before a run starts. A run in progress writes one with Checkpoint.</source>
        <translation>若要保留每一轮的检查点，请在运行开始前将“检查点间隔”设为 1，“保留的检查点数”设为 0（全部）。进行中的运行可用“检查点”写入一个。</translation>
    </message>
    <message>
        <source>Branch from a round</source>
        <translation>从某一轮分支</translation>
    </message>
    <message>
        <source>Run %1 has no checkpoint yet, so nothing can branch from it.</source>
        <translation>运行 %1 尚无检查点，不能由此建立分支。</translation>
    </message>
    <message>
        <source>Round %1 of run %2 has no checkpoint. Branch after another round:</source>
        <translation>运行 %2 的第 %1 轮没有检查点。改从另一轮之后分支：</translation>
    </message>
    <message>
        <source>Round with a checkpoint</source>
        <translation>有检查点的轮</translation>
    </message>
    <message>
        <source>Rounds with a checkpoint; the nearest is chosen</source>
        <translation>有检查点的轮；已选最近的一轮</translation>
    </message>
    <message>
        <source>round %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>分支</translation>
    </message>
</context>
<context>
    <name>exitlab::WatchPage</name>
    <message>
        <source>Open runs</source>
        <translation>打开的运行</translation>
    </message>
    <message>
        <source>Close %1</source>
        <translation>关闭 %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Compare runs</source>
        <translation>比较运行</translation>
    </message>
    <message>
        <source>Ctrl+Alt+C</source>
        <translation>Ctrl+Alt+C</translation>
    </message>
    <message>
        <source>Choose stored runs and watch them side by side on shared axes</source>
        <translation>选择已保存的运行，在共用坐标轴上并排观察</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>No run is open. Press Start in Design, open one in Runs, or set several side by side.</source>
        <translation>没有打开的运行。请在“设计”中按“开始”，在“运行记录”中打开一次运行，或将多次运行并排显示。</translation>
    </message>
    <message>
        <source>Close these plots; the runs stay in the table</source>
        <translation>关闭这些图表；运行仍保留在表中</translation>
    </message>
    <message>
        <source>Race: %1</source>
        <translation>对比运行：%1</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较</translation>
    </message>
    <message numerus="yes">
        <source>Comparison of %n runs</source>
        <translation>
            <numerusform>%n 次运行的比较</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::WatchView</name>
    <message>
        <source>Reset layout</source>
        <translation>重置布局</translation>
    </message>
    <message>
        <source>All docks back to where they were at first</source>
        <translation>所有面板恢复到最初的位置</translation>
    </message>
    <message>
        <source>Teachers</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>How much every client listens to the last exit of every other client appears here for methods that choose teachers, such as CAFEDistill, from the first round on.</source>
        <translation>对选择教师的方法（如 CAFEDistill），从第一轮起，此处显示每个客户端对其他各客户端最后一个出口的采纳程度。</translation>
    </message>
    <message>
        <source>Decoupling gap</source>
        <translation>解耦差距</translation>
    </message>
    <message>
        <source>How far the decoupled distillation is from the coupled one appears here for methods that decouple it, such as CAFEDistill, when the conflict metrics are measured.</source>
        <translation>对采用解耦蒸馏的方法（如 CAFEDistill），在测量冲突指标后，此处显示解耦蒸馏与耦合蒸馏的差距。</translation>
    </message>
</context>
</TS>
