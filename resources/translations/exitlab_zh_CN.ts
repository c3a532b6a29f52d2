<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>QObject</name>
    <message>
        <source>%1; default %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected a %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected %1, found &quot;%2&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy per exit in percent: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About ExitLab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workbench for personalized federated learning with early-exit networks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later; it comes without any warranty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt %1, libtorch %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plots by QCustomPlot; storage by SQLite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs are kept in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Methods and plugin problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diverged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>(1 - a) L + a sum_{k&lt;K} T^2 KL(softmax(z_K / T) || softmax(z_k / T)), where L is the method&apos;s loss and the last exit is not changed by teaching.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 leaves the labels alone, as algorithm.kd = none does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 switches the term off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0.3,0.6,1 favours late exits; 1,0.5,0.25 early ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0: everybody answers, as the papers assume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 - cosine, mean over the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1.35 makes the module as large as twelve separate heads on DeiT-S with 100 classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1: every test of a run measures the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4 in DarkDistill, ReeFL, ScaleFL and DepthFL; 1 so that methods compare alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A 3 x 3 convolution takes two pixels off each side length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A checkpoint holds the shared model and every client&apos;s personal part and momentum. Keep all to branch from any of them or to export weights of earlier rounds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A class is divided equally over the clients that have it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A class is divided in random amounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A client adds -g_k + alpha (w - w^t) to its gradients and keeps g_k &lt;- g_k - alpha (w - w^t). The server keeps h &lt;- h - alpha (m_q / N) (mean - w) with m_q of N clients holding a tensor, and sets w &lt;- mean - h / alpha (weights and biases only). It does not become FedAvg for a small alpha: the first round always gives mean + (m_q / N) (mean - w). The added terms are no part of the reported losses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A client feeds samples of its own through its own model and through those of its neighbours, measures how differently they answer (1-Wasserstein distance of the logits, mean over exits), mixes all of them with weights exp(-distance / tau), then trains on its own data. Whole models travel between neighbours; labels and data never do. Clients outside the cohort hand over their last model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A client has the common network and a copy of it trained on its own data; a small routing network decides for every sample and every stage which of the two answers. First the copy is trained, then routing and the common network take turns on each batch. The common network and the routing network are averaged; the personal copy never travels and starts anew each time. Tests tell what personalisation changed: right and wrong before and after, and the share of clients it harmed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A client of tier l holds the first channels of every hidden layer, half as many per tier down, and all exits. Its loss looks only at classes that it has, and only their rows of the classifiers count at the server, which takes the plain mean of each element over the clients that hold it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A client of tier l holds the first p_l of the channels of every hidden layer. Each step draws one of the shares up to p_l and trains that prefix with all exits, so that one network contains usable networks of every width. The server averages each element over the clients that hold it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A client of tier l holds the network up to the exit of its level and of every hidden layer the first channels. It trains its exits with weights that grow with depth and, after the first quarter of the rounds, distils its last exit into the earlier ones. The server takes the plain mean of each element over the clients that hold it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A client whose deepest exit is right on less than 1/classes of its own training samples after local training is left out. It sends that accuracy along (4 bytes).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A factor and an offset per channel behind every layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A given number of neighbours, drawn once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A head per exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A layer with fewer inputs gives smaller outputs; the scaler keeps their size, so that the weights fit the full network, which has no scaler in a test.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A linear layer only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A lost client has received the model and has trained, but nothing of it arrives. Its own state stays as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A method says which parts of the network are shared, what clients learn from and how the server combines what they send. Each is a plugin with settings of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model per device level, fused by distillation from all clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run that is killed loses at most the rounds since its last checkpoint; the continued run gives the same bits as one that was never interrupted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run trains the sub-model of one level; clients whose device is too small never take part. Exits beyond the level keep their initial values and answer at chance. One run per level gives the table that other methods for devices of different capacity are compared with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A safetensors file that the network starts from; empty starts from random weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small network behind each attention and feed-forward part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small network beside each attention and feed-forward part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small network weights every sample at every exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stage is the part of the network between two places where an exit can be. Each stage of the ConvNet halves the image, so small images allow only few of them. ResNet-18 always has 4. A stage of a ViT is one transformer block; DeiT has 12.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A subset drawn with the experiment&apos;s seed before anything else. It shortens a trial on a large data set; accuracies are lower than with all samples and should be compared only with runs of the same subset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tenth of the public samples is kept out of the batches. Every 100 steps and at the end the divergence from the ensemble is measured there, and the best weights are taken in the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracies are then those of the fine-tuned copies (ReeFL-FT), and the results also show the global model&apos;s before. A client trains its own sub-model on labels and teaching (without proximal and FedDyn terms); nothing of it stays. Every evaluation costs this training of all clients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapter rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added to the gradient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added to the root of the second moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds (mu / 2) ||w - w_global||^2 over all shared parameters to the local loss (FedProx, eq. 2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds (mu / 2) ||w - w_global||^2 to the local loss of FedAvg-EE. Kept small on purpose: one class, one setting, one manifest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds w(t) / (K - 1) sum_i sum_{j != i} KL(softmax(z_j) || softmax(z_i)) over a client&apos;s K exits; teachers are detached, the divergence is summed over classes and averaged over the batch (averaging over classes too would weaken it by their number).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After these rounds the learning rate is multiplied by the factor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All but full are meant for pretrained weights: the trunk is then the same everywhere, and neither it nor its gradients cost traffic. The exits are always trained.
lora: W + (alpha / r) B A with A [r, in] and B [out, r]; B starts at 0.
parallel: f(x) + Up(ReLU(Down(x))); serial: y + Up(ReLU(Down(y))) for y = f(x); r units inside.
ssf: scale * y + shift behind patch embedding, normalisation and linear layers (and the exits&apos; normalisation).
In a ConvNet or MLP each stage&apos;s layer has them, in a ResNet each convolution (lora), block (adapters) or normalisation (ssf).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All clients are tested at all exits after every so many rounds, and after the last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All exits of the largest level&apos;s model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All later stages are alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of them in one batch if there are fewer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All other clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All parameters are personal: the floor every federated method must beat.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All parameters are trained and sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An Adam step towards the mean, per element</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An ablation of the reference code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An ablation of the reference code; each step costs the whole module again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An evaluation is one forward pass over all clients&apos; test samples. With many clients and small cohorts it can take longer than training; 5 or 10 then saves much time and only makes curves coarser.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An exit&apos;s samples are those that the quota gives it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any one line of text. It has no influence on the results.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As many clients in every tier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the architecture&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the method&apos;s paper states it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As training.aggregation says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ascending round numbers separated by commas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention heads of the recurrent module.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Averaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Averaged block by block, then distilled; levels stay apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Averaging</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backbone first, then heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bandwidth of each tier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Be Your Own Teacher (ICCV 2019)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Be Your Own Teacher (ICCV 2019): 0.1; off by default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best on held-out data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BoostNet (AAAI 2023); used by DarkDistill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Boosted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both logits are divided by it; the divergence is multiplied by its square.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both logits are divided by tau; the divergence is multiplied by tau^2, so that the size of its gradient does not depend on tau.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BranchyNet: all 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By a small network of difficulty, mean and variance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the distance between difficulties</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CAFEDistill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CAFEDistill (arXiv 2601.10015), CIFAR-10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CAFEDistill (arXiv 2601.10015), experiments: 0.1 and 0.3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CAGrad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CAGrad radius</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CAGrad: 0.4 to 0.5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CIFAR-10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CIFAR-100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels and growth double from scale to scale.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels per stage (ConvNet), of the first stage (ResNet), hidden units (MLP), token length (ViT).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels that every layer adds at the finest scale; 2, 4 ... times as many below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoints kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choice of clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes per client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client k has tier k mod L (mix is not used)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients hold as many stages and exits as their device tier allows. The local loss is sum_k CE(z_k, y) over their exits plus w(t) times the mutual distillation between all pairs of them, with a weight that grows over the rounds; FedDyn keeps clients and server consistent. Each tensor is averaged, unweighted, over the clients that hold it. The ensemble of all exits is tested as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients hold the network up to the exit of their device tier. Instead of a classifier per exit there is one small transformer (Ree) with one classifier, shared by all exits and all tiers: it attends over the tokens of all stages so far, answers at the exits and hands a changed token back to the trunk. While a client trains, the exit with the lowest running loss teaches the others. Every parameter becomes the mean over the clients that hold it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients of device tier l hold the network up to exit ceil(l m / L) and train all of its exits together on sum_k CE(out_k, y), by default with boosted outputs and gradient equilibrium. The server averages every element over the clients that hold it, weighted by samples. One global model of full depth results; every exit is tested. It is DarkDistill without the server stage. Set devices.tiers to 2 or more, otherwise everybody holds the whole network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients stand around a circle in random order and are joined to those next to them and along chords of random lengths, so everybody has as many neighbours and the graph is connected from 2 on. An odd number for an odd number of clients is impossible and counts as one more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients that are worse than guessing count neither in the average nor in the ensemble</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients then send neither labels nor difficulties.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients train backbone and all heads jointly on (1/m) sum_k CE(z_k, y); only the backbone travels and is averaged, every head stays at its client.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients train the whole multi-exit network on (1/m) sum_k CE(z_k, y); the server averages everything (by samples or uniformly).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients trained at the same time; 0 for one per processor core.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients with different data have different feature statistics. local keeps them where they were measured, for every method, as the reference code does; a client that was never sampled then has untrained statistics. averaged is what a plain copy of the whole model state would do. batch is what ScaleFL and HeteroFL use, where layers of different width meet; accuracy then depends a little on the evaluation batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clip gradients at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clothing, 70,000 of 1 x 28 x 28, 10 classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Concentration of the Dirichlet draw: small values give very different clients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflict slows the opening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflict-aware federated exit distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflicting parts are projected out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Constant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Constant weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ConvNet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convolution 3 x 3, ReLU, max-pooling 2 per stage; small and fast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convolutional</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost and memory of inner stages grow with the square of the width. The paper&apos;s ConvNet has 128 channels; its ResNet-18 has 64 in the first stage and doubles them at each following one. 16 to 32 are enough for the built-in glyphs. DeiT-tiny has tokens of 192 numbers, DeiT-S of 384.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-client teachers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy and distillation on the opened exits, cross-entropy on the last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DarkDistill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DarkDistill (progressive), DarkDistill-PL of the reference code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DarkDistill, reference code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DarkDistill, reference code: 0.2; BoostNet: 0.5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DarkDistill, reference code: 1.5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DarkDistill: 25 % each; small .4/.3/.2/.1; large .1/.2/.3/.4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deepest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Degree of the random graph; at most all other clients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DeiT (Touvron et al. 2021), as used by ReeFL and DarkDistill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delta &lt;- beta mu + (1 - beta) Delta for the last stage of every level but the largest. mu is the mean over the stages of the next level&apos;s last block of its update in the previous round; stages whose tensors have other shapes are left out. Without anything that fits, or if that level had no clients then, Delta stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dense layers at several scales; made for early exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dense layers before the first exit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dense layers that later stages have, or grow by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depth of stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depth; 0 for the architecture&apos;s own (ConvNet 3, MSDNet 5, MLP 3, ViT 4).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DepthFL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DepthFL (ICLR 2023)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DepthFL (ICLR 2023): 300 of 1000 rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device mix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device tiers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difficulty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difficulty condition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difficulty increase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difficulty-aligned federated early-exit training by reverse distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dirichlet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance of features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distillation batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distillation rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distillation starts after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distillation steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distillation weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Divergence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Divides hidden activations of a narrowed network by its share while training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn at random from the clients&apos; training parts. FedDF distils on them; other methods do not use them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn at random with the run&apos;s seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn on the spot, with a known difficulty per image; no files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws from the client&apos;s own generator. DarkDistill uses 0.01.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop-out of each tier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dynamic regularisation, per element</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dynamic regularisation: clients and server correct each other&apos;s drift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EEFL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EEFL with a server stage. For every capacity level a generator on the server makes features of a wanted difficulty and class; on them each level&apos;s model teaches the next larger one, exit by exit, where the exits&apos; difficulties match. Then blocks are averaged over the levels that hold them. Clients send, besides their parameters, class and loss of each of their training samples: labels and per-sample losses leave the device. Set devices.tiers to 2 or more and choose participation so that every tier can be in every round. With normalisation layers their statistics travel (model.norm_policy = averaged), because the server works with the models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EMNIST Letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E_{k+1} = r (z_k + E_k). BoostNet uses 0.5, DarkDistill 0.2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E_{k+1} = r (z_k + E_k); takes the place of training.boost. 0 leaves gradient equilibrium alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each client keeps a vector of the size of its parameters; it does not travel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each client owns a part of the data that never leaves it and gets a model of its own. More clients mean fewer samples each, so personal parts learn less and sharing matters more. The paper uses 100 with a tenth of them in each round; 20 with half of them gives curves on a desktop within minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each exit&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each image is drawn with a difficulty of its own around this mean. Easy images should leave at the first exit and hard ones need the last, which the Exits page shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each level&apos;s model teaches the next larger one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each method&apos;s paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each on new noise for the same pairs; all students move at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each patch becomes one token, so 32 pixels in patches of 4 are 64 tokens and the class token. Smaller patches see more detail; the cost of attention grows with the square of their number. DeiT uses patches of 16 on 224 pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each stage is deeper than the one before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each step takes a batch of public samples (data.public_samples) and moves the level&apos;s model towards the ensemble: (1/K) sum_k KL(softmax(mean logits) || exit k) over its K exits, summed over classes and averaged over the batch. Levels without a client in the round are not distilled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each step then trains both: the widest on labels, the drawn one on the softmax of the widest at the same exit, without labels. A step costs up to twice as much.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each worker holds one network and trains one client at a time on one thread. Results are the same bits for any number of workers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Either a DeiT or ViT file with the public names (cls_token, blocks.0.attn.qkv.weight, ...; width, patch and ratio must be the file&apos;s) or weights that ExitLab exported. A network of fewer blocks takes the first ones; position embeddings are interpolated to another number of patches; what the file has no values for (exits, adapters) starts at random. Numbers may be stored with 32 or 16 bits. The run remembers the file&apos;s fingerprint (SHA-256): it can only be resumed with the same file. Give the full path unless the program always starts in the same folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Elements that nobody held in a round stay. FedDyn adds -&lt;w, g_k&gt; + alpha/2 |w - w^t|^2 to every client&apos;s loss and h &lt;- h - alpha (m/N)(mean - w), w &lt;- mean - h/alpha on the server; m of N clients held the element. FedAdam: g = w - mean, no bias correction.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enough for the Exits page of a finished run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ensembles of all levels teach the averaged model, exit by exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs that each client trains a copy of the global model before it is tested; 0 for none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Equal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Equal mixture (IID)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Equilibrium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluation batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluations between show the global model, so curves jump where fine-tuning sets in; 1 keeps them of one kind. evaluation.every says how often tests are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Even</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every class is divided by shares drawn from Dirichlet(alpha)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every client gets a random, equally large part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every client gets samples of this many classes. The fewer, the easier each client&apos;s own task and the more the clients&apos; updates of a shared model conflict. Usual values are 2 for 10 classes and 10 for 100.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every client has samples of a few classes only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every client keeps its own backbone and learns from the common one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every client of the cohort counts the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every client that holds a tensor counts the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every client trains alone; nothing travels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every element becomes the mean over the clients that hold it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every element of the gradient is limited to this size; 0 for no limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every epoch draws new pairs of class and difficulty for each generator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every exit adds to what earlier exits said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every exit answers by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every exit answers by itself; losses are added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every exit corrects those before it; gradients are balanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every exit counts 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every exit counts 1 / m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every exit every other one, as in DepthFL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every exit has a classifier of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every exit is a classifier at the end of a stage, the last one at the end of the network. At test time a sample may leave at the first exit that is confident enough. There cannot be more exits than stages. The paper uses 3 for the ConvNet and 4 for ResNet-18.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every exit of a client also learns from its other exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every exit of the teacher, each with its own samples; mean over them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every head compares tokens by its own part of their numbers, width / heads of them. The number of parameters does not depend on it. A network narrowed for a weak device keeps the size of its heads and has fewer. DeiT-tiny has 3 heads and DeiT-S 6, 64 numbers each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every level has a model of its own with one exit, its last. Models are averaged inside their level, the stages below the last block also across levels. What the level above learned in its last block in the round before is passed to the last stage of the level below as momentum. Exit k is tested with the smallest model that has it; with fewer levels than exits, exits between two levels stay untrained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every level has a model of its own, averaged over the level&apos;s clients. The server then trains each of them on unlabelled images to answer like the ensemble of all uploaded models: all its exits learn the softmax of the mean logits of the clients&apos; deepest exits. Needs data.public_samples. With batch normalisation set model.norm_policy to averaged or batch: with local statistics the server&apos;s teachers have none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every round a client&apos;s backbone is replaced by the common one before training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every sample finds its own way through a common and a personal network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ExclusiveFL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit design</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit k of the smallest level&apos;s model that has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exits after stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exits learn from labels only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exits only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exponential: reference code of CAFEDistill; cosine: ReeFL; steps: ScaleFL, HeteroFL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Factor of the steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Factor of the weights that is added to their gradient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Factor on the learning rate after every round; 1 keeps it constant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Factor on the learning rate at each milestone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Falls as lr / 2 (1 + cos(pi s / S)) over the S steps of a round. Adam starts afresh in every round and for every level.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fashion-MNIST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Favoured branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Features are what a classifier sees: after pooling, before its own layers. kl ignores a shift of all channels, cosine ignores their scale, the squared difference ignores nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedAdam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedAdam beta 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedAdam beta 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedAdam rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedAdam tau</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedAvg among the devices that can hold one sub-model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedAvg with a pull towards the global model; a complete example to copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedAvg-EE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedBSD-EE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedDF (NeurIPS 2020)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedDF (NeurIPS 2020): 1000; our default makes all of the fewer steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedDF (NeurIPS 2020): at most 10000, with early stopping; 100 for a desktop CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedDF (NeurIPS 2020): the option drop-worst</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedDyn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedDyn (ICLR 2021), as DepthFL uses it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedDyn alpha</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedPer-EE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FedProx: tuned from {0.001, 0.01, 0.1, 1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Few classes each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine-tune at every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FjORD, section 3.3: for powerful devices; off as in the plain method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FjORD-EE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FjORD: .2, .4, .6, .8, 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flow, reference code: 0.01 (EMNIST), 0.001 (CIFAR)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flow, reference code: on for EMNIST and text, off for CIFAR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flow-EE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the clients of the cohort, on a fixed probe batch: cosine of the gradients of two exits&apos; losses with respect to the trunk that both use. Negative values mean that the exits pull the trunk in opposite directions. It costs one backward pass per exit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the simulated time: a training step costs three forward passes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the simulated time: bytes down and up over this bandwidth.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For which evaluations each sample&apos;s prediction and confidence per exit are stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Form of distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Four stages of two residual blocks, stem for small images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the list of weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the rate to the lowest rate along half a cosine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fully connected stages with ReLU; the cheapest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GMAC/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generated samples per step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generator e also maximises mean D(e) - mean D(e-1) under last round&apos;s model; the global model also minimises |mean D(e) - mean D(e-1)|. Only stages move. Nothing bounds the difficulty: networks trained from scratch can be thrown back (glyphs, 15 rounds: 7.8 / 15.0 / 17.8 % with it, 14.2 / 24.0 / 24.4 % without); the published runs start from a pretrained transformer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generator noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generator width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generators and Adam&apos;s moments live on over rounds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Global</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Glyphs (built in)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on and flag it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient equilibrium of IMTA (ICCV 2019)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient surgery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradients of all exits add up in the trunk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradients of exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradients of the exits are added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradients of the exits are taken apart at the outputs (one backward pass per exit) and combined anew on the parameters that they share. PCGrad: Yu et al. 2020; CAGrad: Liu et al. 2021. The result is scaled so that exits without conflict give the plain sum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Greedy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Growing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Growing stages spread the costs of exits more evenly on a logarithmic scale.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Growing: exits must first learn something worth teaching. With H = 300 w is 0.007 in the first round, 0.29 after 150 and 1 from round 300 on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grown one by one by similarity to those already chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Growth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>H: the round from which teaching has its full weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half of them come from the finer scale, where there is one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Halves by the order of the samples. Routing then sees samples that the local branch has not learnt by heart, but both learn from half as many. Off: all samples for both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handwritten digits, 5,620 of 1 x 8 x 8, 10 classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handwritten digits, 70,000 of 1 x 28 x 28, 10 classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handwritten digits, 9,298 of 1 x 16 x 16, 10 classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handwritten letters, 1 x 28 x 28, 26 classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has no influence on accuracies. Smaller values need less memory per worker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held-out share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HeteroFL, section 3.2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HeteroFL, section 3.3 (masking trick)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HeteroFL-EE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HeteroFL: 1, .5, .25, .125, .0625</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden layer of the recurrent module, times its width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden ratio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden units of each block&apos;s feed-forward part, times the width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden units of the generators.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden widths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How a client trains its exits together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How clients count in the average of the shared part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How clients count in the average of what they hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How different the clients&apos; label distributions are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the step may leave the mean gradient; 0 is the mean.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it is found which student exits fit the teacher&apos;s exit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many classes each client has samples of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many clients the samples are divided over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many different glyphs there are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many glyphs are drawn, over all clients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many kinds of devices there are, from weak to strong; 1 for equal devices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of the newest checkpoints stay on disk; 0 for all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many times clients are sampled, trained and combined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the running loss of an exit remains at each batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much teaching counts against the labels over the rounds t = 1, 2, ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often gradient conflict between exits is measured; 0 for never.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often the module&apos;s layers are applied to the tokens at each stage.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often the run can later be continued from; 0 for only at the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How readily a client listens to others: large = everybody, small = only itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly a client&apos;s features are pulled to those of the common backbone; 0 for not at all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly local weights are held at the ones that came down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly local weights are pulled to the global ones; 0 is FedAvg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the clients that open the next exit first are chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the depth of stages develops.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the exits&apos; task losses are weighted against each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the experiment and its runs are listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the learning rate changes over the rounds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the run uses this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the samples of a class are divided over the clients that have it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the samples&apos; deltas are put together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How tiers are given to clients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images are pooled over the plane, sequences are read at their class token. linear is what CAFEDistill and FedPer use; ReeFL and DarkDistill put a layer normalisation before it on a ViT; ScaleFL uses convolutional heads. MSDNet always has its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images that are divided over the clients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In round t = 1, 2, ... the rate is lr x lr_decay^(t - 1). If the loss becomes NaN, divide it by ten; if curves are still rising at the end, try twice as much.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>InclusiveFL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>InclusiveFL (KDD 2022): 0.2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner size r of LoRA and adapters: how much they can change, and what they cost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Joint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Joint early-exit training of depth-scaled models, averaged over holders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KD-PDFL-EE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep alpha / rank when the rank is changed; it acts like a learning rate of the update. Here: 2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep per client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep size (same)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept beside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L = (1/m) sum CE + lambda * sum_k tau^2 KL(teacher || exit k). Published: 1 for images, 0.2 for AG News. With few, very skewed clients or a narrow network 0.03 to 0.2 was measured to work better; 0 switches distillation off and leaves FedPer with the opening schedule.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L = (1/m) sum_k CE_k + lambda (1/m) sum_k D_k. For small differences D acts like half a centred squared difference of the features per channel, whatever the temperature, so this is the weight to tune.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L = sum_j CE_j + w(t) sum_{j != teacher} T^2 KL(teacher || exit j). The teacher is chosen anew for every batch and may lie at any depth. dynamic holds back part of the client&apos;s training data and costs one more forward pass per step. all divides the sum over ordered pairs by the number of other exits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L = sum_k a_k CE_k. The method&apos;s own: 1/m for CAFEDistill, FedPer and FedAvg; 1 for ReeFL, DepthFL and DarkDistill; k for ScaleFL. A plain sum trains like a mean with m times the learning rate, but changes the balance with other loss terms.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger values make the step adapt less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later exits&apos; generators make harder samples, and the model evens them out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer normalisation before the linear layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer normalisation, then a linear layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers of later stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers of the first stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate of Adam for the network that weights samples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate of Adam on the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate of the generators&apos; Adam.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate of the personal fine-tuning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate of the students&apos; SGD on the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learnt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learnt sample weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out the worst</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves out classes that a client does not have, in its loss and at the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets the Exits page show earlier rounds; larger database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level l of L devices.tiers holds the stages and exits up to exit ceil(l m / L). Only clients of that tier or a higher one are sampled; as many per round as training.participation asks for of all clients, at most all that can take part. Exits beyond the level stay as they were drawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA alpha</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA dropout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Local</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Local epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logits of absent classes are set to 0 in the client&apos;s cross-entropy, so that their rows of the classifiers get no gradient, and these rows do not count in the mean. The client tells the server which classes it has: one byte per class and round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low-rank updates of queries and values, or of CNN and MLP layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lowest learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MLP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MNIST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MSDNet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MSDNet, CIFAR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MSDNet, CIFAR, budgeted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MSDNet, CIFAR: 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MSDNet: linear for budgeted, even for anytime prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masked loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matching of exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mbit/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean difficulty of the images, from clean (0) to barely legible (1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean over batch and channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure conflict every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of the mean step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of the running loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of the squared step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge, then split per client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Methods for devices of different capacity (EEFL, DarkDistill, ReeFL, DepthFL, ScaleFL, HeteroFL and others) give a client of tier l the sub-model up to exit ceil(l m / L). Every other method trains the whole network everywhere; tiers then only change the simulated times.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Momentum from above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Momentum of a client&apos;s last turn goes on in its next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Momentum of local SGD; 0 for none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Momentum starts at zero in every round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Momentum, weight decay, clipping and batch are those of training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More classes make the task harder and leave more room for clients to differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More epochs mean fewer rounds and less traffic for the same work, while clients drift further apart before they are combined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More samples make the cosines less noisy and cost time in proportion.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mostly large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mostly small</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multiplied by a factor at given rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multiplied by the decay after every round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multiply-accumulates per second in units of 10^9, weakest first; the last one repeats.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mutual distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NaN and infinite values are stored and shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name and seed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neighbourhood is mutual and stays for the whole run. Every client of the cohort downloads one model per neighbour in each round, so traffic grows with their number: everybody means clients - 1 models each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neighbours per client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pull to the global model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No running statistics: each batch&apos;s own, in tests too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No server: clients mix the models of neighbours that answer like their own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise is uniform in [0, 1].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None (valid)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None in most methods; 1 in ReeFL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: methods are compared from random weights. ReeFL and DarkDistill start from DeiT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm and linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm and linear layer for ViT, one linear layer elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normalisation scale and shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normalisation statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not stated in what we could read of the paper; our choice, tune from {0.1, 1, 10}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of classifiers along the depth; 1 is an ordinary network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers from 0, one per exit, separated by commas; the last one repeats.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers from 0, weakest tier first, separated by commas; they are scaled to sum to 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of N clients tier l has its share, rounded so that the sum is N.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of a client&apos;s N samples, train_share x N are for training (and validation), the others for testing, drawn at random with the experiment&apos;s seed. A smaller share leaves clients with less to learn from and makes their test accuracy less noisy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of every evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of four tiers 10, 20, 30 and 40 % of the clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of four tiers 40, 30, 20 and 10 % of the clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the last round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off draws the clients inside a depth at random.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off draws the same number of (client, exit) pairs without regard to depth.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off in ReeFL&apos;s runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off sets R(t) = 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off sets W to the identity: distillation from one&apos;s own last head only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off sets lambda to 0: FedPer with the opening schedule.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: a client keeps its own backbone between its turns and only its first turn starts from the common one; the common backbone teaches. On: backbones are shared as in FedPer, and the distillation only keeps features from drifting; with weight 0 it is FedPer with equal weights of clients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: all exits are open from the first round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: every client is its own teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: exits open in random order at the same rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: generators know nothing of difficulty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: labels only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: no server stage; the method is EEFL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: random clients open the next exit first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: the module only answers; the trunk is as without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: the paper wants backbones that stay personal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Official split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One exit only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One global network with all its exits, averaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One model per device level, knowledge passed down as momentum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One number per tier (devices.tiers), ascending to 1. Of C channels the first ceil(p C) are held. Empty: l / L for tier l of L. Where any share is below 1, ResNet-18 uses the statistics of the batch (model.norm_policy = batch), in tests too, in place of running statistics for every p.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One number per tier (devices.tiers), ascending to 1. Of C channels the first ceil(share * C) are held. Empty: 0.4, 0.55, 0.75, 1 for four tiers, else evenly from 0.4 to 1. How many exits a tier holds follows from its number. Where any share is below 1, ResNet-18 uses the statistics of the batch (model.norm_policy = batch), in tests too, as the reference code does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One number per tier (devices.tiers), ascending to 1. Of C channels the first ceil(share * C) are held. Empty: 2^-(L-l) for tier l of L. Where any share is below 1, ResNet-18 uses the statistics of the batch (model.norm_policy = batch). The reference code measures statistics over all clients&apos; data once training has ended; here a test uses those of the evaluation batch, so accuracy depends a little on evaluation.batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One number per tier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pixel of zeros around; only pooling shrinks the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One recurrent exit module for all depths; the best exit of the moment teaches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One round: a cohort receives the shared part, trains on its own data and sends its result back. CAFEDistill opens all exits within the first half of the rounds, so shortening a run also shortens that schedule.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One shot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One small transformer and classifier for all exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step every 10 batches of local training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only backbones travel; the server takes their plain mean (training.aggregation has no say). A client trains its own backbone and heads on labels and is pulled to the common backbone by distillation of the features that the exits see: L = (1/m) sum_k CE_k + lambda (1/m) sum_k D(f_k of the common backbone, own f_k). It costs one forward pass of the common backbone over the client&apos;s data per round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only every so many evaluations, and always the last, fine-tune first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the best matching exit learns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only with self-distillation above 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens exits later while clients are in conflict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens the exits progressively, shallow first and clients in least conflict first; mixes on the server a teacher head for every client from the last exits of the others, weighted by a small quadratic program over update similarity; distils it locally into the opened exits. The backbone is shared, all heads are personal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optdigits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ordered dropout: every step trains a prefix of the channels that the device can hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice for 20 clients; 0.1 of 100 in the reference code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice for a desktop CPU; 100 in the reference code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice for a desktop CPU; 128 (ConvNet) and 64 (ResNet-18) in the reference code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice for a desktop CPU; 300 in the reference code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice for a desktop CPU; 5 in the reference code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice for images of 28 or 32 pixels; 16 at 224 pixels in ReeFL and DarkDistill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice for narrow networks; DeiT has one head per 64 numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice for small clients; 0.1 in the reference code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice for small clients; 64 in the reference code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice, smaller than the reference code&apos;s 350,150,50 (EMNIST) and 1000,750,350,150,50 (CIFAR)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: 128 to 512 (CNN variant, not in the paper)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: 300 images per client, a round within seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: Adam&apos;s usual rate; the published one is not known to us</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: a mixture of easy and hard images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: all cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: as for other methods with one model for everybody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: as in the usual small image sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: below 5 % of a round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: detached, as in all other methods; reference code: live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: from a microcontroller board to a phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: full curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: global, as the paper&apos;s text has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: large enough to be fast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: mobile connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: none; FedDF uses another data set as unlabelled images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: nothing is left out unless asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: show what happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: the largest, what a federation without small devices would train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: the paper&apos;s single loss suggests joint training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: the smallest comfortable size for three stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: thresholds fixed on test samples would flatter every method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice: works on a fresh machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice; published: 1000</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice; published: the number of classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice; the paper studies small networks of neighbours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our choice; the paper&apos;s value is not known to us</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outputs of exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCGrad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCGrad (NeurIPS 2020), CAGrad (NeurIPS 2021); off by default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Padding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parallel (PL)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parallel adapters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters and traffic grow in proportion. For DeiT-S, 32 makes 49,152 parameters per block with LoRA and 24,992 per adapter, of 1,774,464 in the block. Narrow networks need less: a quarter of the width or below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Participation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partition, initial weights, cohorts and batches each draw from a generator keyed by (seed, purpose, round, client). Two methods with the same seed therefore see the same partition, initial weights and cohorts. Repeat with at least three seeds before believing a difference.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts that attention is computed in, side by side; must divide the width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passes of a client over its training samples in one round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patch side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patches as tokens, one attention block per stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Personal fine-tuning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photographs, 60,000 of 3 x 32 x 32, 10 classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photographs, 60,000 of 3 x 32 x 32, 100 classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pooling (or the class token) and one linear layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pretrained weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability that a sampled client is lost before it sends, weakest first; the last one repeats.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probe samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progressive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progressive opening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proportional to a client&apos;s number of training samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proximal term</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proximal weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Public samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Public samples per distillation step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pulls local weights to those that the client started from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quota ratio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&apos;(t) = clip(R(t) + cbar m / (m - 1), 0, 1) with cbar = sum min(s_ij, 0) / n^2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ramp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank clients by conflict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate of distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate of fine-tuning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate of generators</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate of the weight network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recurrent module (Ree)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ree attention heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ree attention width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ree classifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ree hidden ratio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ree layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ree modulation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ree recurrent steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ree token width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReeFL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReeFL (ICML 2024); heads elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReeFL and DarkDistill, reference codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReeFL&apos;s configuration allows 1 to 5; its published loop never calls it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReeFL, eq. of the modulated class token; ablation of the reference code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReeFL, fine-tuning regimes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReeFL, reference code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReeFL, reference code (DepthFL with FedDyn)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReeFL: lowest running loss; the others are ablations of the reference code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReeFL: mean; FedDyn and FedAdam ship with the reference code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReeFL: none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReeFL: w reaches 1 at the end of its schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: 1 / (1 - 0.75)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: 2 for CIFAR-10, 10 for CIFAR-100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: 75 / 25</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: ConvNet 3, ResNet-18 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: Dirichlet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: after every stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: buffers are neither sent nor averaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: no padding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: part of the shared backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference code of CAFEDistill: partition seed 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference codes of CAFEDistill (linear) and DarkDistill (norm-linear on ViT)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference parity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replaces the last head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ResNet-18</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rescaled so that early stages are not overrun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resolutions at which the image is kept; each halves the one before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reverse distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Root of every random draw; the same seed gives the same bits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounds of the steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounds to full weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounds until mutual distillation has its full weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounds, cohorts and local training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing regulariser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running mean and variance are never sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running mean and variance are sent and averaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples per forward pass when testing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples per step of local training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale and shift (SSF)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ScaleFL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ScaleFL, HeteroFL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ScaleFL, reference code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ScaleFL: .4,.55,.75,1 (BERT); .7,.7,.75,1 (ResNet-110); .65,.7,.85,1 (MSDNet)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ScaleFL: 0.05 (0 in the reference code&apos;s defaults)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scaler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores are scaled by the whole attention width, as in the reference code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Self-distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Self-distillation temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serial adapters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server epochs per round: one generator step each, then the distillation steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shallow exits first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of all clients that train in a round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of each client&apos;s samples that it trains on; the rest is its test set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of each client&apos;s training data that only chooses the teacher.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of each client&apos;s training part kept for fixing exit thresholds; 0 for none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of each tier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of earlier exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the channels that each device tier holds, weakest first, such as 0.125,0.25,0.5,1; empty: half per tier down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the channels that each device tier holds, weakest first, such as 0.4,0.55,0.75,1; empty for the published ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the clients in each tier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the inputs of the low-rank update that is zeroed while training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the larger level&apos;s last update in the update of a level&apos;s last stage; 0 passes nothing down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the loss with which the last exit teaches the earlier ones; 0 for none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the rounds that is trained on labels alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share p of the channels that each device tier can hold, weakest first, such as 0.25,0.5,0.75,1; empty: in even steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared backbone, personal heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares as given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharp weights, sharper with more samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuffled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side of the square patches that the image is cut into; must divide the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of a random subset of the data set; 0 uses all of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the fixed batch on which conflict is measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smallest database; no thresholds, budgets or calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smooth-L1 between the cosines of the angles of all triples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smooth-L1 between the distance matrices of student and teacher features, each divided by its mean.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softens teacher and student before they are compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softens teacher and student before they are compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softens the answers before they are compared; the loss is multiplied by its square.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softens the features before they are compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softens the last exit&apos;s answers before they are taught.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed of each tier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed of the connection in each direction, weakest first; the last one repeats.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split the client&apos;s data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squared difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squared norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage numbers such as 1,3,4, one per exit, the last being the last stage; empty spreads them evenly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stages count from 1. Numbers must ascend, and the last must be the last stage. Empty: exit k of m lies after stage ceil(k S / m) of S. An early exit is cheap and weak; where exits are close together the later one saves little.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start afresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from the common backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay with the client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay with the client (FedBN)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step size of local SGD in the first round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step size of the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of distillation per server epoch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of the server in every round and for every level; 0 leaves the average as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops after this many steps without gain on public samples kept aside; 0 makes all steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strength of FedDyn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strength of the dynamic regularisation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strength of the low-rank update: it is multiplied by alpha / rank.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sub-models by depth whose exits teach each other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T^2 KL of the softmax over feature channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T^2 KL(softmax(g / T) || softmax(f / T)). The factor T^2 keeps gradients at one scale; for small differences T hardly matters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T^2 KL(softmax(z_teacher / T) || softmax(z / T)), sum over classes, mean over the batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher during local epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher sharing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher&apos;s gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teaching exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Template: FedProx-EE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test samples come from the data set&apos;s own test part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tested model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The angles of all triples among the teacher exit&apos;s samples are compared: cost and memory grow with the cube.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The budgeted exit policy needs samples that were neither trained on nor tested on to turn a budget into thresholds. This share of each client&apos;s training part is set aside for that. With 0 all of it is trained on, as in the paper&apos;s accuracy tables, and budgeted thresholds are not available.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The built-in glyphs need no files and train in seconds; every image carries the difficulty it was drawn with, so that one can see whether easy images leave early. The others are read from the data folder in the layout in which they are published; `exitlab-cli datasets check` says what is missing. Pixels are scaled to [0, 1] and normalised as (x - 0.5) / 0.5 per channel, without augmentation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The classes are equally frequent. Training time grows in proportion; more images raise the accuracy of the deeper exits first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The classifier that all exits share.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The classifier that stands at each exit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clean rule, or the reference code&apos;s behaviour to the letter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The client&apos;s deepest exit, as in ScaleFL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clients before and after in the order of their numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clients with the least total conflict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cohort has max(1, floor(participation x clients)) clients, drawn without replacement; everyone is evaluated. A small share costs less per round and lets personal parts grow stale between a client&apos;s turns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cosine schedule does not go below this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cost of a convolution grows with the square of the size. The default ConvNet without padding needs at least 22 pixels for its three stages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The divergence changes the last exit as well, as in the reference code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The divergence is summed over classes and averaged over the batch. The reference code averages over classes too, which makes its distillation weaker by the number of classes C: its gamma corresponds to gamma / C here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The draw is repeated until every client has this many samples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The exit with the lowest loss on a held-out batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The exit with the lowest running training loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The federated learning method.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first clients are the weakest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The largest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last exit teaches and does not learn from it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last exit teaches while it keeps learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last head as it was downloaded teaches, on the live features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last layer has width x size of the latent weights. It barely matters: 64.6 to 65.7 % over 64 to 512 units in the author&apos;s logs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last, smaller batch of an epoch is used as well. A size above a client&apos;s number of training samples means one step per epoch on all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The levels&apos; models are distilled, then averaged block by block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The method and its own settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The method&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mixed head becomes the client&apos;s last head, as published</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mixed head only teaches; the client keeps its own last head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The multi-exit network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network that every client trains; each stage can end in an exit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The paper wants samples on the common network unless the personal one helps. The authors&apos; code indexes the other probability in places; local shows what that does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The paper&apos;s L_BSD(P_g, P_b) is read as the divergence of softmax features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The paper&apos;s anytime network has 4 and then 2 per stage (7 stages, even); its budgeted one 1, growing by 1 (5 stages, linear).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reference code never rebuilds a client&apos;s optimizer, so momentum from its last turn pushes in its next one. reset is what most other simulators do and needs no memory per client.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reference code repeats the whole draw until every client has at least min(b / (1 - train_share), N / n / 2) samples, with N samples, n clients and a constant b = 1, which gives 4 at a training share of 0.75: one test sample at least. The second bound always applies. At most 200 draws are made; a request that none of them satisfies is refused with the feasible range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reference code takes the norm without its square and adds it to the loss of every exit; FedProx (MLSys 2020) takes the square once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reference code trains 1000 rounds. A run of 50 rounds never reaches more than w = 0.03 with H = 300: take about a third of the rounds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reference code&apos;s index quirks, for comparison with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The regulariser rewards the common network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The routing network reads the flattened sample, so its first layer is the largest part of what it adds to the traffic. After the hidden layers there is one linear layer to 2 per stage.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run stops after the round in which it happens; what it did is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same in every round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same samples in every round; batches of them come in turn, one per step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sign is turned: it rewards the personal network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The step that helps the worst exit most, near the mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The teacher&apos;s last exit, with its own samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token of a stage is a linear map of its pooled output to this width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trunk keeps its initial values and never travels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights become one-hot. A learnt matching then gets no gradient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The widest network that the device holds teaches the drawn one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their input D is 0 and L_diff is left out; matching still uses the drawn D.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three convolutions with batch normalisation before pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thresholds, budgets, calibration and what-if questions are answered from these records without running the network again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiers of clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens are projected to this width for queries, keys and values. Must be a multiple of the module&apos;s attention heads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train the backbone on the whole loss, then the heads alone on labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train the local branch on one half of the samples, routing and global branch on the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained scale and shift are personal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained scale and shift are shared like other weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training and test parts together; each client splits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training samples that the server has without labels; no client has them then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transformer layers of the recurrent module.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two phases of training.local_epochs each. In the second the backbone rests, its running statistics included. Off: backbone and heads together, as the loss is written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two thirds of a block&apos;s parameters lie there at the usual 4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>USPS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until then the last exit has little to teach.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vision transformer (ViT)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weaker devices hold a narrower and shallower network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weaker devices hold a narrower network with all exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay of distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay of the students&apos; SGD on the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of angles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of distances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of each exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of teaching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the distillation from a client&apos;s last exit into its earlier ones; 0: none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the exit distillation against the task loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the relational loss on angles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the relational loss on pairwise distances.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the term that favours one of the two branches; 0 for none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights of clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights of exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights of holders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights that do not depend on the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What ExitLab was made for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What becomes of the head that the server mixed for a client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens to the running statistics of batch normalisation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is called different between two features.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is done where gradients of different exits disagree.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is measured and how often.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the clients run on. Times are simulated, never waited for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the server does with the mean over the clients that hold an element.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do when a loss is no longer finite.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the loss diverges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the regulariser pushes samples that could go either way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the test samples of a client come from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether a client&apos;s momentum persists over rounds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether an exit corrects the exits before it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether blocks are averaged before or after distillation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether convolutions of the ConvNet keep the image size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether distillation also changes the exit that teaches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether exits have heads of their own or share one recurrent module.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether gradients are balanced where exits leave the trunk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether scale and shift of batch normalisation are shared or personal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the module&apos;s token goes back into the trunk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the teacher keeps learning during the local epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which exits learn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which exits of the smaller model teach.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which images there are and which client owns them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which level&apos;s model answers at an exit in a test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which of a client&apos;s exits teaches its other exits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which parameters are trained; only those travel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which sub-model is trained: 1 is the smallest, 0 stands for the largest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who teaches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who teaches whom on the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose models a client receives.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width and height of a glyph.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of each level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the recurrent module&apos;s attention, over all its heads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the tokens where the network has no class token (CNN, MLP).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Widths of the routing network&apos;s hidden layers, separated by commas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With 0.99 the rate halves about every 69 rounds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With alpha = 0.1 most clients hold two or three classes, with 1 most classes in uneven amounts, with 100 nearly equal mixtures. The paper reports 0.1 and 0.3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With some 16 samples the sum makes the softmax nearly one-hot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without momentum, on the stages only: the generated features enter behind the stem, and features are compared before the classifiers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ablation of the paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ablation of the reference&apos;s figure (w/o DC)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ablation of the reference&apos;s figure (w/o DI)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ablation of the reference&apos;s figure (w/o RKD)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after: reference code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>alpha of FedDyn; a larger one keeps clients closer to the server&apos;s weights and makes h follow more slowly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>balanced gives every client about the same number of samples. random lets the amounts differ, as between real devices; methods that weigh clients by their number of samples then differ from those that count them equally.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>base: sum_k CE(z_k, y). boosted: out_k = z_k + sg[E_k], E_1 = 0, E_{k+1} = r (z_k + E_k), and gradient equilibrium; out_k is also what is tested and what the server works with. l2w: sum_k mean_i w_ik CE_ik with w = 1 + 0.8 (v - mean v), v from a tanh network of 500 hidden units on a sample&apos;s losses, which stays at the client and learns every 10 batches that the other half of the batch does better when each sample leaves at its quota&apos;s exit. The reference&apos;s logs show l2w collapsing at times. base and l2w leave the settings of training as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before: every level keeps a model of its own, which its clients start the next round from; the largest one is tested.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>boosted in the main experiments of DarkDistill&apos;s reference code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>boosted: out_k = z_k + sg[E_k], E_1 = 0, E_{k+1} = r (z_k + E_k). Exits then divide the work instead of repeating it; outputs are used like this in training and in tests.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>c_i = sum_j min(s_ij, 0). one-shot takes the largest c_i, ties by the row sum of s, then at random. greedy starts with the largest row sum and adds the client most similar on average to the chosen ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>continue keeps a diverged method comparable in a race; stop saves time in a sweep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>convnet: the paper&apos;s network for CIFAR-10, three stages of one convolution.
resnet18: the paper&apos;s network for CIFAR-100; about eighteen times the multiply-adds of the paper&apos;s ConvNet, so plan hours on a CPU.
msdnet: multi-scale dense network; every exit sees the whole image at a coarse scale, so early exits do not spoil later ones. Its classifiers have two convolutions.
mlp: for quick trials and lessons.
vit: the image is cut into patches, each a token; a class token collects what the exits answer from. The network of ReeFL and DarkDistill; it shows its strength with pretrained weights (model.weights) and learns slowly without.
An exit is global average pooling (of images) or the class token (ViT) and a classifier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d = g_0 + c |g_0| g_w / |g_w|, divided by 1 + c^2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delta_e(x) = |D(x) - mu_e| / sum over exits, mu_e the mean difficulty of the samples that the quota gives student exit e; or tanh of a network of 100 hidden units on (D, mu_e, var_e), trained along with the students by Adam (0.001). Weights a = softmax over exits of -delta summed over the teacher exit&apos;s samples; an exit without samples gets 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>distance in most main runs of the reference code (which feeds it an unrelated number for D; here it is D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>equilibrium: of K exits, exit e (from 0) sends 1/(K-e) of its gradient into the trunk, and what comes from above is multiplied by (K-e-1)/(K-e). Values do not change. It costs nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evaluations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>even: each later stage has this many. linear: stage i has step (i - 1) + 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exponential: lr x lr_decay^(t - 1). cosine: max(lr_min, lr / 2 (1 + cos(pi t / T))) with t from 1 to T. steps: lr x factor^(milestones passed).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>g &lt;- min(max(g, -c), c), before weight decay and momentum. ReeFL trains with 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient &lt;- gradient + weight_decay w, on all trained parameters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>iid: a random deal; all clients see the same distribution.
dirichlet: for each class, shares over the clients are drawn from Dirichlet(alpha, ..., alpha); clients that already hold N / n samples get no more of later classes.
pathological: each client gets a fixed number of classes.
Personalisation pays off where clients differ; with iid one common model is hard to beat.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lambda x mean over samples and stages of -log(p_global^2 + 1e-6), added to the loss of the routing network. Large: all samples take the favoured branch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>largest: what the server would hand out to a device without limits. smallest: what a device gets that can just hold the exit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last in the reference code; all: our reading of the abstract&apos;s &quot;matched exits&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>live: the last exit&apos;s current logits, detached. frozen: a copy of the downloaded last head on the current features. A teacher head kept beside never learns, so there is nothing to choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>live: the reference code does not detach the teacher, so that the last exit is drawn towards the earlier ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>local together with local statistics is FedBN (Li et al., ICLR 2021): all of normalisation is personal, which helps where clients&apos; images look different rather than only their labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lr x factor^(number of milestones that lie behind).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>m &lt;- beta1 m + (1 - beta1) g, only where somebody held the element.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>max(lr_min, lr / 2 (1 + cos(pi t / T))).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>merged: the official training and test parts are put together, dealt to the clients, and each client&apos;s samples are split at random into training and test (see training share), as the reference code does. A client is then tested on its own label distribution.
official: clients train on samples of the official training part and are tested on samples of the official test part; numbers can then be compared with work that never trains on test images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mu of the proximal term.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mu/2 sum_p |w_p - w_p^t| per tensor, once per exit, as the code has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mu/2 |w - w^t|^2 once, as in FedProx</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off; &quot;hard&quot; of the reference code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one-shot: the reference code; greedy: a reader&apos;s account of the paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>our choice: clean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>progressive: one generator per level, with difficulty as an input; M_l teaches M_{l+1}, then blocks are averaged. parallel: one generator per exit, without it; blocks are averaged first, then exit s of the global model learns from the sample-weighted mean features of exits s-1, s and s+1 over the levels that have them. Generators of the parallel form learn the class from the ensemble&apos;s mean output at their exit (our reading). In the author&apos;s logs the two lie within half a point of each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>published method: replace; measured alternative: separate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>q: length of the noise and of the embeddings of class and difficulty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>q_k = r^k / sum_j r^j; at exit k the most confident of the samples left, floor(B q_k) of them, are taken, the last exit has the rest. 1: equal shares; below 1: most leave early.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>r: how much larger each exit&apos;s share of a batch is than that of the exit before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>r: how much of what earlier exits said is handed on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recurrent: ReeFL&apos;s module attends over the tokens of all stages so far, answers at the exits and hands a changed token back to the trunk. It is sent whole by every client, however shallow. The method ReeFL always uses it; with other methods it is a choice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reference: with s opened exits, cross-entropy on exits 1..s-1 and the last, distillation on exits 1..max(1, s), so that the newest exit is distilled without labels; mixed heads are written back client by client, so that later mixtures see earlier ones. The clean rule was better in every comparison made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>replace: as published. separate: the mixed head works on the live features and is not trained; the own last head learns from labels alone. With few, very skewed clients replacing costs the last exit several points, because the mixture brings classes that the client does not have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rho &lt;- memory rho + (1 - memory) CE, from 0 at the start of every local training. 0 takes the loss of the batch alone. The running losses are a result of every run; they choose the teacher with dynamic_ma.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>samples per client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>samples: weight |D_i| / sum |D_j| over the cohort, as FedAvg. uniform gives small clients the same say as large ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shuffled: ScaleFL, DarkDistill; modulo: ReeFL; blocks: DepthFL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>small and large fall and rise linearly with the tier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the authors&apos; reference code for the image tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the reference code&apos;s ratio; the paper&apos;s schedule is without it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tiers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>uniform: as published. samples: the weights of training.aggregation, as ReeFL&apos;s re-run of DepthFL has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>v &lt;- beta2 v + (1 - beta2) g^2, only where somebody held the element.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>v &lt;- momentum v + gradient; w &lt;- w - lr v. See also optimizer state, which says whether v survives between a client&apos;s turns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>valid, as published: a stage maps side s to floor((s - 2) / 2), so 32 pixels become 15, 6 and 2. same: s becomes floor(s / 2), which costs more and allows smaller images or more stages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>w &lt;- w - lr m / (sqrt(v) + tau).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>w in every round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>w(t) = exp(-5 (1 - min(t, H) / H)^2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>w(t) = exp(-5 (1 - min(t, H) / H)^2) in round t, counted from 1: 0.007 at first, 0.29 halfway, 1 from round H on. In a run of far fewer rounds than H the distillation hardly takes part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>w_i = argmin sum_j (w_ij - 1/n)^2 - (1/mu) sum_j s_ij w_ij on the simplex. A peer gets weight only if its similarity exceeds about 1 - 2 mu. Published: 0.6 for images, 0.15 for AG News.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::AccuracyPanel</name>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean over clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unweighted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weighted by samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Band over clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>± std</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>10–90 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no band</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by bytes sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy of every exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test accuracy of every exit appears here after the first evaluation: the mean over clients, with a band for their spread.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sample-weighted mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unweighted mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>band ± 1 std</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>band 10–90th percentile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 clients, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bytes sent, up and down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wall time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>round</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::Banner</name>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what exactly happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 (and %n more)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::BarPlot</name>
    <message>
        <source>+ %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sum  %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sum  %1 %2, %3 %4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::CalibrationPanel</name>
    <message>
        <source>Calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected calibration error of every exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the confidence of every exit is from its accuracy (expected calibration error) appears here after the first evaluation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>calibration error</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::ClientPanel</name>
    <message>
        <source>One client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy of one client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a client here or click a row of Clients. Its accuracy appears after the first evaluation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels of one client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many samples of each class the client has appears here when the run starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>client %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 training, %2 test samples, entropy %3 nats</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::ClientsPanel</name>
    <message>
        <source>Clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>worst first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy of every client and exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The accuracy of every client at every exit appears here after the first evaluation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no test samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not opened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>round %1, %2: worst %3, median %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: worst %2, 10th percentile %3, median %4, 90th percentile %5</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::ConflictPanel</name>
    <message>
        <source>Conflict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>negative pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>divergence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>agreement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflict over rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of negative gradient pairs, divergence and agreement of the exits appear here when the conflict metrics have been measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>negative pairs of exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL(last exit || exit), nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>same prediction as the last exit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::CosinePanel</name>
    <message>
        <source>Exit conflict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cosine of the gradients of two exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the gradients of two exits agree on the parameters they share appears here when the conflict metrics have been measured (Metrics, probe every n rounds).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient cosine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing shared here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not opened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>round %1, %2 negative pairs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::CurvePlot</name>
    <message>
        <source>round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, band low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, band high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2. %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moving average, weight %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+ %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (%1 to %2)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::DesignView</name>
    <message>
        <source>No method could be loaded, so no run can be designed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the plugin folders: --plugin-dir names one, Help &gt; Plugins lists what was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The default experiment could not be made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Methods are being loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to a setting to read what it does, its formula and where its default is from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not opened; the settings on screen are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The experiment was not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exitlab-cli run FILE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from the defaults of the current method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open an experiment file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;as...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the experiment under another name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Shift+S</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy command &amp;line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the command that runs the same without a window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Shift+C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run this experiment and watch it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command line copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experiments that come with ExitLab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which client owns how many samples of which class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each exit costs and what travels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The preset %1 cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No presets found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run this experiment and watch it (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experiments (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings on screen have changes that are not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The defaults could not be shown.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::DockTitle</name>
    <message>
        <source>Detach or attach this dock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this dock; the Docks menu opens it again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::EngineService</name>
    <message>
        <source>The methods could not be loaded; stored runs can be looked at.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::ExitCostModel</name>
    <message>
        <source>Exit %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage par.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head par.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MACs, 10⁶</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of full cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exits from the shallowest to the deepest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the exit&apos;s head is attached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters of the stages this exit adds to the trunk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters of the exit&apos;s own head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multiply-accumulates from the input to this exit, earlier heads included, for one sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the MACs of the last exit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::FormRow</name>
    <message>
        <source>Reset to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset %1 to its default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::HeatMap</name>
    <message>
        <source>not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not opened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last exit only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up to exit %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 x %2 cells, none measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 x %2 cells, %3 measured, from %4 to %5</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::HelpPanel</name>
    <message>
        <source>Help on the current setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to a setting, or rest the pointer on one, to read what it does, its formula and where its default comes from.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::HistogramPanel</name>
    <message>
        <source>Histogram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distributions that the method itself counts appear here, by name and for every round, as soon as it reports them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::ImageGrid</name>
    <message>
        <source>row %1, column %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 x %2 pixels, mean %3, from %4 to %5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean (0-255)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 pictures of %2 x %3 pixels</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::ImagesPanel</name>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that the method itself makes, such as generated samples, appear here, by name and for every round, as soon as it reports them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::LogModel</name>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::LogPanel</name>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages, checkpoints and the end of the run appear here as they happen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lowest level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all levels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>errors</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::LossPanel</name>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Terms of the local loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every named term of the local loss, and their total, appear here after the first round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>total</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::MainWindow</name>
    <message>
        <source>Design</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up an experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow runs as they happen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every stored run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run is in progress. Stop it first, then close its tab.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A method could not be loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings of the last session could not be restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; failed after round %2. What it finished is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped after round %1; it can be resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished %1 rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of run %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings of run %1 cannot be used here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is in progress; one run at a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run database cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run database is being opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pausing &quot;%1&quot; after this round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop &quot;%1&quot; now?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The round in progress is dropped, finished rounds and a checkpoint are kept. It can be resumed later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run is in progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; has not finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can be stopped with a checkpoint and resumed later from the Runs page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint and quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing a checkpoint; the window closes when it is safe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close ExitLab; a run in progress is asked about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark as the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Alt+S</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark on light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Alt+L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light on dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Alt+D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Docks of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show and hide the plots of the run on the Watch page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put every panel back where it was at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Alt+0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the whole screen, or go back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F11</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language of the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Alt+Shift+S</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>English texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Alt+Shift+E</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simplified Chinese texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Alt+Shift+C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language changes when ExitLab is opened next; a run is in progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard &amp;shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List every action with its keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;What&apos;s this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then click on what you want explained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the loaded methods and what could not be loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Alt+M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About ExitLab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version, licence and where the runs are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Alt+I</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::MatrixPanel</name>
    <message>
        <source>round %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::MethodPanel</name>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything that the method itself reports appears here, by name, as soon as it reports it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>round %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::NetworkDiagram</name>
    <message>
        <source>Diagram of the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exit %1 after %2 at %3 of the full cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 par.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit %1: %2 parameters in its head, %3 MACs from the input to here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::NetworkPane</name>
    <message>
        <source>The network&apos;s exits and their cost appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost of each exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 M MACs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multiply-accumulates of one sample through every exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up per client, round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down per client, round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::PageRail</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::PartitionPane</name>
    <message>
        <source>The clients&apos; samples appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples per client and class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples per client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label entropy per client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label entropy, nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training, validation and test samples of all clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smallest and largest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples of the smallest and of the largest client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean over clients: %1 % of an equal mixture of %2 classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>updating</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::PhaseBar</name>
    <message>
        <source>Time split of the last rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean of the last rounds by phase</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::PlotBase</name>
    <message>
        <source>Reset zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything again (double click)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export figure, one column (88 mm)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export figure, two columns (180 mm)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export data as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the name must end in .pdf, .svg, .png or .csv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: cannot be written: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF (*.pdf);;SVG (*.svg);;PNG, 300 dpi (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure not written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data not written</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::PlotTableModel</name>
    <message>
        <source>Copy as CSV</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::RatePanel</name>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learning rate of every round appears here after the first round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::ResultPanel</name>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from round %1 on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>round %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::RunDetails</name>
    <message>
        <source>Settings of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n runs selected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No run selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They can be deleted together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a run to see its exits and its settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · no. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, round %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can be resumed after round %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has no checkpoint: resuming starts over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 up, %2 down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::RunHeader</name>
    <message>
        <source>Rounds done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training samples per second of wall time, over the last rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the mean time of the last rounds; the first round does not count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause after this round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with the rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run one round, then pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the run; completed rounds are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a checkpoint after this round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Design with this run&apos;s settings, to go on from the shown round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the latest round and follow the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round that matrices and maps show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show and hide docks, reset the layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time split of the last rounds by phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no round yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>showing round %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 clients, %3 exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>round %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>took %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time left after 2 rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 samples/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run to watch</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::RunTableModel</name>
    <message>
        <source>Starred</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not starred</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starred: click to remove the star</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to star this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its program ended before the run did. It can be resumed after round %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its program ended before the first checkpoint. Resuming starts over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A loss or a weight became infinite or not a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not evaluated yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last&amp;nbsp;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %, mean of the exits, each a mean over clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 B up, %2 B down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (UTC)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double-click to write a note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of the run in this database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the run is doing or how it ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name given in Design</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Federated learning method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of every random draw of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounds finished of rounds asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy per exit, %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean over clients at the last evaluation; sorts by the deepest exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean, %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean over the exits of the accuracy at the last evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes up and down, all clients and rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wall time of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the run was made, local time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own words; double-click to edit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::RunsView</name>
    <message>
        <source>Open &amp;plots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the plots of the selected run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue the selected run after its last checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Shift+R</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Clone to Design</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the settings of the selected run in Design</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the selected runs with their checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;tar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Star the selected runs, or take the stars back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the runs again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+F5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the filter of the runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by name, method, data set, tag, note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter of the runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the runs that contain every word (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State of the runs shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only runs in this state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All states</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only starred runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only a stopped, failed or interrupted run can be resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue after round %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No runs yet. Design one and press Start; it will be kept here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run matches the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete &quot;%1&quot; (no. %2)?</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Delete %n runs?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reports and checkpoints go with them. This cannot be undone.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::ScatterPanel</name>
    <message>
        <source>Scatter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points that the method itself reports, such as clients by cost and gain, appear here, by name and for every round, as soon as it reports them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 point without a place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 points without a place</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::ScatterPlot</name>
    <message>
        <source>no value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+ %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+ %1 more here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> in %1 groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 of them without a place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, values from %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::Screenshot</name>
    <message>
        <source>the window was still loading after %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::SectionList</name>
    <message>
        <source>Sections of the experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s) changed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>all at their defaults</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::SimilarityPanel</name>
    <message>
        <source>Similarity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last cohort</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similarity of clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cosine between the updates of every two clients of a cohort appears here when the conflict metrics have been measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cosine of updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This method keeps no similarity of all clients, or has not reported it yet. Choose the last cohort.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory of the server, round %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cohort of round %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::StoreService</name>
    <message>
        <source>The run database cannot be used. Runs can be neither started nor listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The runs could not be listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1 could not be loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not in the database (any more).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not every run could be deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The star was not stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note was not stored.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::TimePanel</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time of every round by phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long every phase of a round took appears here after the first round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wall time per round</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::TimelinePanel</name>
    <message>
        <source>Opened exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened exits of every client over rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which exits every client trains in every round appears here for methods that open exits step by step, such as CAFEDistill, from the first round on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::TimelinePlot</name>
    <message>
        <source>not sampled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not opened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>client %1, open exits</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::TrafficPanel</name>
    <message>
        <source>Traffic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>per round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cumulative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accuracy per byte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What travels between server and clients, by group of tensors, appears here after the first round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traffic of every round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>← down      up →</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traffic so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bytes sent so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy per byte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bytes sent, up and down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean test accuracy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::WatchPage</name>
    <message>
        <source>No run is open. Press Start in Design, or open one in Runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this run&apos;s plots; the run stays in the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::WatchPanel</name>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exit %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitlab::WatchView</name>
    <message>
        <source>Docks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All docks back to where they were at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teachers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much every client listens to the last exit of every other client appears here for methods that choose teachers, such as CAFEDistill, from the first round on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoupling gap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the decoupled distillation is from the coupled one appears here for methods that decouple it, such as CAFEDistill, when the conflict metrics are measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the dock %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
