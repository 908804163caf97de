// With two tests at work side by side the browser now and then left one of them waiting for good (twice in five runs on two
// cores), and they end hardly sooner: both want the same browser and the same gateway.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
