mod browser; fn main(){}
